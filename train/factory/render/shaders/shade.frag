#version 330
// G-buffer at twice the size to colors in light and shade, without lines; and the lines, for finish.frag to ink.
// Two ways (sort.frag): pixels whose four samples show one surface, and (BORDER) those with outlines or several.
// THROUGH: what lies under hair shows.
uniform sampler2D g_albedo;
uniform sampler2D g_space;
uniform sampler2D g_extra;
uniform sampler2D materials;
uniform sampler2D field;     // light.frag, smoothed
uniform sampler2D g_face;    // the face alone
uniform sampler2D noise;

uniform vec3 light;          // view space: right, up, towards the viewer; unit
uniform float reach;         // supersampled pixels per head
uniform int cell;
uniform float line_reach;    // how far interior lines spread, supersampled pixels
uniform vec2 phase;
// of the style
uniform float softness;
uniform float depth;
uniform float tones;
uniform float shadow_shift;
uniform float waver;
uniform vec3 tint;
uniform vec3 shadow_color;
uniform float shadow_mix;
uniform float gloss;
uniform float rim;
uniform vec3 rim_color;
uniform float contact;
uniform float saturation;
uniform float lift;
uniform float blush;
uniform float ember;         // a warm edge where shadow begins
uniform float sheen;         // light towards the light, soft
uniform float see_through;
uniform float veil;          // how much of the face's color hair over it takes
uniform float crease;

layout(location = 0) out vec4 o_color;    // premultiplied
layout(location = 1) out vec4 o_shading;  // rgb multiplier, a = line coverage
layout(location = 2) out vec4 o_marks;    // ink, ink times pressure, light 0..1, drawn
layout(location = 3) out vec4 o_kind;     // kind of material / 8, line group / 255, depth, part of the outline

const float BACKGROUND = 0.0;
const float FREE = 100.0;
const float NEVER = 254.0;
const float HULL = 255.0;

vec4 chance(sampler2D of, vec2 at) { return textureLod(of, at, 0.0); }

vec3 unfold(vec2 p) {
    vec3 n = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float t = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -t : t;
    n.y += n.y >= 0.0 ? -t : t;
    return normalize(n);
}

float most(vec4 v) { return max(max(v.x, v.y), max(v.z, v.w)); }

vec3 light_at(vec2 p, float depth_here, float row, float ndl) {
    // N.L, hidden and certainty from the four texels around a sample, of its own surface only
    vec2 at = (p + 0.5) / float(cell) - 0.5;
    ivec2 base = ivec2(floor(at));
    vec2 f = at - vec2(base);
    ivec2 limit = textureSize(field, 0) - 1;
    vec3 sum = vec3(ndl, 0.0, 1.0) * 1e-3;
    for (int i = 0; i < 4; ++i) {
        ivec2 o = ivec2(i & 1, i >> 1);
        vec4 there = texelFetch(field, clamp(base + o, ivec2(0), limit), 0);
        vec2 w = mix(1.0 - f, f, vec2(o));
        float same = float(there.w == row) * float(abs(there.z - depth_here) < 0.25);
        sum += vec3(there.xy, 1.0) * (w.x * w.y * same);
        sum.y += there.y * float(there.w >= 0.0) * 2.5e-4;
    }
    return sum / sum.z;
}

// What a pixel's samples show, at most two surfaces: lit once each, not once for every sample.
struct Layer {
    float count, row, depth;
    float surfaces;  // samples that are not outline
    vec3 color;
    vec2 fold;       // octahedral normal
    vec2 extra;      // gloss, bias
};

ivec2 limit;
vec4 space_at(ivec2 p) { return texelFetch(g_space, clamp(p, ivec2(0), limit), 0); }

// Ink, pressure and whether a line parts it from its neighbors (right, left, down, up), of a surface's sample.
vec3 ink_of(vec4 space, vec4 a, vec4 b, vec4 d, vec4 e) {
    vec4 group = vec4(a.w, b.w, d.w, e.w), gap = vec4(a.z, b.z, d.z, e.z) - space.z;
    vec4 same = vec4(equal(group, vec4(space.w)));
    // a line where two groups meet, drawn on both; among free groups (hair clumps, folds) it fades out as their
    // surfaces join
    vec4 other = (1.0 - same) * vec4(lessThan(group, vec4(NEVER))) * vec4(notEqual(group, vec4(BACKGROUND)));
    vec4 apart = max(smoothstep(0.003, 0.03, abs(gap)), vec4(lessThan(min(group, space.w), vec4(FREE))));
    float line = most(other * apart) * min(1.0, line_reach);
    float pressure = most(1.0 - same) > 0.0 ? 0.28 + 1.4 * min(most(abs(gap)), 0.4) : 0.5;
    // a fold: the surface turns sharply or steps back within its own group
    vec4 x = vec4(a.x, b.x, d.x, e.x) - space.x, y = vec4(a.y, b.y, d.y, e.y) - space.y;
    float fold = crease * max(smoothstep(0.01, 0.09, most(same * (x * x + y * y))), smoothstep(0.02, 0.05, most(same * gap)));
    fold = line < 0.5 ? fold : 0.0;
    float may = space.w != NEVER ? 1.0 : 0.0;
    // within a thing lines are thin
    return vec3(max(line, fold), fold > line ? 0.25 : pressure, line) * vec3(may, 1.0, may);
}

vec4 marks = vec4(0.0);
float lines = 0.0;

void mark(vec3 ink, float drawn) {
    lines += max(ink.z, drawn);
    marks += vec4(ink.x, ink.x * ink.y, 0.0, drawn);
}

#ifdef BORDER
Layer one = Layer(0.0, -1.0, 0.0, 0.0, vec3(0.0), vec2(0.0), vec2(0.0));
Layer two = one;
vec4 kind = vec4(0.0);

void take(ivec2 p, vec4 space, vec4 a, vec4 b, vec4 d, vec4 e, bool inside) {
    if (space.w == BACKGROUND) return;
    vec4 surface = texelFetch(g_albedo, p, 0);
    vec4 extra = texelFetch(g_extra, p, 0);
    bool hull = space.w == HULL;
    float row = floor(surface.a * 255.0 + 0.5);
    float solid = hull ? 0.0 : 1.0;
    if (hull && inside) surface.rgb *= vec3(0.62, 0.58, 0.66);
    bool first = one.count == 0.0 || (row == one.row && abs(space.z - one.depth) < 0.1);
    if (first) {
        if (one.count == 0.0) one.row = row, one.depth = space.z;
        one.count += 1.0, one.surfaces += solid, one.color += surface.rgb, one.fold += space.xy, one.extra += extra.xy;
    } else {
        if (two.count == 0.0) two.row = row, two.depth = space.z;
        two.count += 1.0, two.surfaces += solid, two.color += surface.rgb, two.fold += space.xy, two.extra += extra.xy;
    }
    kind.g = space.w / 255.0;
    if (hull) {
        vec3 n = unfold(space.xy);
        float line = inside ? 0.0 : extra.b;
        mark(vec3(line, 0.55 - 0.55 * dot(vec3(n.xy, abs(n.z)), light), line), 0.0);
        kind.a += inside ? 0.0 : 1.0;
    } else {
        mark(ink_of(space, a, b, d, e), extra.b);
    }
}
#endif

void main() {
    ivec2 base = ivec2(gl_FragCoord.xy) * 2;
    limit = textureSize(g_space, 0) - 1;
    // the four samples, and those around them that lines are looked for in: the nearer two columns and rows to
    // the left and above, further ones to the right and below where lines are broad
    const ivec2 X = ivec2(1, 0), Y = ivec2(0, 1);
    bool broad = line_reach > 1.5;
    int far = broad ? 3 : 2;
    vec4 s00 = space_at(base), s10 = space_at(base + X), s01 = space_at(base + Y), s11 = space_at(base + X + Y);
    vec4 l0 = space_at(base - X), l1 = space_at(base - X + Y), t0 = space_at(base - Y), t1 = space_at(base + X - Y);
    vec4 r0 = space_at(base + 2 * X), r1 = space_at(base + 2 * X + Y);
    vec4 u0 = space_at(base + 2 * Y), u1 = space_at(base + X + 2 * Y);
    vec4 rr0 = space_at(base + far * X), rr1 = space_at(base + far * X + Y);
    vec4 uu0 = space_at(base + far * Y), uu1 = space_at(base + X + far * Y);
    vec4 a00 = broad ? r0 : s10, d00 = broad ? u0 : s01, d10 = broad ? u1 : s11, a01 = broad ? r1 : s11;
#ifdef BORDER
    // an outline wider than any line: the inside of a sleeve or skirt, seen through its opening
    ivec2 spot = base + (s00.w == HULL ? ivec2(0) : s10.w == HULL ? X : s01.w == HULL ? Y : X + Y);
    int wide = int(3.5 + 2.2 * line_reach);
    vec4 around = vec4(space_at(spot + wide * X).w, space_at(spot - wide * X).w, space_at(spot + wide * Y).w,
        space_at(spot - wide * Y).w);
    bool inside = dot(vec4(equal(around, vec4(HULL))), vec4(1.0)) > 2.5;
    take(base, s00, a00, l0, d00, t0, inside);
    take(base + X, s10, rr0, s00, d10, t1, inside);
    take(base + Y, s01, a01, l1, uu0, s00, inside);
    take(base + X + Y, s11, rr1, s01, uu1, s10, inside);
#else
    vec4 c00 = texelFetch(g_albedo, base, 0), c10 = texelFetch(g_albedo, base + X, 0);
    vec4 c01 = texelFetch(g_albedo, base + Y, 0), c11 = texelFetch(g_albedo, base + X + Y, 0);
    vec3 e00 = texelFetch(g_extra, base, 0).rgb, e10 = texelFetch(g_extra, base + X, 0).rgb;
    vec3 e01 = texelFetch(g_extra, base + Y, 0).rgb, e11 = texelFetch(g_extra, base + X + Y, 0).rgb;
    mark(ink_of(s00, a00, l0, d00, t0), e00.b);
    mark(ink_of(s10, rr0, s00, d10, t1), e10.b);
    mark(ink_of(s01, a01, l1, uu0, s00), e01.b);
    mark(ink_of(s11, rr1, s01, uu1, s10), e11.b);
    Layer one = Layer(4.0, floor(c00.a * 255.0 + 0.5), s00.z, 4.0, c00.rgb + c10.rgb + c01.rgb + c11.rgb,
        s00.xy + s10.xy + s01.xy + s11.xy, (e00 + e10 + e01 + e11).xy);
    vec4 kind = vec4(0.0, s11.w / 255.0, 0.0, 0.0);
#endif

    vec2 uneven = vec2(0.0);
    if (waver > 0.0) {
        vec2 at = (gl_FragCoord.xy + phase) * 2.0 / reach;
        uneven = (chance(noise, at * 0.22).rg - 0.5) * 0.10 + (chance(noise, at * 0.7).ba - 0.5) * 0.035;
        uneven *= waver * reach;
    }
    vec3 color = vec3(0.0), shading = vec3(0.0);
    float hidden_sum = 0.0;
#ifdef BORDER
    int layers = two.count > 0.0 ? 2 : 1;
    for (int i = 0; i < layers; ++i) {
        Layer layer = one;
        if (i == 1) layer = two;
#else
    {
        const int i = 0;
        Layer layer = one;
#endif
        float share = 1.0 / layer.count;
        vec4 m0 = texelFetch(materials, ivec2(0, int(layer.row)), 0);
        vec4 m1 = texelFetch(materials, ivec2(1, int(layer.row)), 0);
        bool face = m1.w == 1.0, hair = m1.w == 2.0;
        vec3 n = unfold(layer.fold * share);
        n.z = abs(n.z);
        vec2 extra = layer.extra * share;
        vec3 lamp = light_at(vec2(base) + 0.5 + uneven * (face ? 0.5 : 1.0), layer.depth, layer.row, dot(n, light) + extra.y * 2.0 - 1.0);
        float edge = m0.a + shadow_shift;
        float ndl = lamp.x;
        float lit = smoothstep(edge - softness, edge + softness, ndl);
        float blur = max(softness, 0.2);
        float hidden = smoothstep(0.5 - blur, 0.5 + blur, lamp.y);
        lit *= 1.0 - hidden * contact * m1.z;

        vec3 shade = mix(vec3(1.0), mix(m0.rgb * tint, shadow_color, m1.w < 1.5 ? 0.25 * shadow_mix : shadow_mix), depth);
        vec3 dim = mix(shade, vec3(1.0), lit);
        if (tones > 2.5 && !face) {
            float deep = smoothstep(edge - 0.55 + softness, edge - 0.55 - softness, ndl);
            dim *= mix(vec3(1.0), mix(vec3(1.0), shade, 0.55), deep);
        }
        if (ember > 0.0) {  // light that comes out of the surface again beside the shadow
            float off = (ndl - edge) / 0.10;
            dim *= mix(vec3(1.0), vec3(1.03, 0.88, 0.80), ember * exp(-off * off) * (1.0 - hidden) * float(m1.w < 2.5 && !face));
        }
        vec3 pigment = layer.color * share;
        if (face && blush > 0.0) pigment *= mix(vec3(1.0), vec3(1.0, 0.70, 0.70), blush * extra.x);
        if (saturation != 1.0 || lift > 0.0) {
            float gray = dot(pigment, vec3(0.30, 0.59, 0.11));
            pigment = clamp(mix(vec3(gray), pigment, saturation), 0.0, 1.0);
            pigment = mix(pigment, vec3(1.0), lift * (m1.w < 1.5 ? 0.35 : 1.0) * (0.35 + 0.65 * gray));
        }
        vec3 c = pigment * dim;
        shading += dim * layer.surfaces;
        if (m1.x > 0.0) {
            if (hair) {  // its band, on the side that faces the viewer
                float front = smoothstep(0.15, 0.5, n.z);
                c = mix(c, min(c * 1.14 + vec3(0.13), vec3(1.0)), extra.x * front * mix(0.35, 1.0, lit) * m1.x * gloss);
            } else {
                float spot = dot(n, normalize(light + vec3(0.0, 0.0, 1.0)));
                c += m1.x * gloss * 0.22 * smoothstep(0.955, 0.965, spot) * lit;
            }
        }
        c += m1.y * rim * rim_color * smoothstep(0.66, 0.74, 1.0 - n.z) * lit;
        if (sheen > 0.0) c += (1.0 - c) * sheen * c * smoothstep(0.35, 1.05, ndl) * lit * float(!face);
#ifdef THROUGH
        if (hair && layer.surfaces > 0.0) {
            vec3 under = vec3(0.0), over = c / max(max(c.r, c.g), max(c.b, 0.05));
            for (int k = 0; k < 4; ++k) {
                vec4 below = texelFetch(g_face, base + ivec2(k & 1, k >> 1), 0);
                bool eye = below.a > 0.9;
                under += mix(c, below.rgb * (eye ? mix(vec3(1.0), dim, 0.4) : over), eye ? see_through : veil * below.a);
            }
            c = under * 0.25;
        }
#endif
        color += clamp(c, 0.0, 1.0) * layer.count;
        marks.z += lit * layer.count;
        hidden_sum += hidden * layer.count;
        if (i == 0) kind.rb = vec2(m1.w / 8.0, clamp(0.5 - 0.2 * layer.depth, 0.0, 1.0));
    }
#ifdef BORDER
    float count = one.count + two.count, surfaces = one.surfaces + two.surfaces;
#else
    const float count = 4.0, surfaces = 4.0;
#endif
    o_color = vec4(color, count) * 0.25;
    o_shading = vec4(surfaces > 0.0 ? shading / surfaces : vec3(1.0), lines * 0.25);
    marks.y = min(marks.y + 0.3 * marks.x * hidden_sum / count, marks.x);  // the hand presses where it is dark
    o_marks = vec4(marks.xy * 0.25, marks.z / count, marks.w * 0.25);
    o_kind = vec4(kind.rgb, kind.a * 0.25);
}
