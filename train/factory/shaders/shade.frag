#version 330
// G-buffer at twice the size to the finished picture: cel shading, contact shadows, interior lines, 2x2 average.
uniform sampler2D g_albedo;
uniform sampler2D g_space;
uniform sampler2D g_extra;
uniform sampler2D materials;

uniform vec3 light;        // view space: right, up, towards the viewer; unit
uniform float reach;       // pixels of the supersampled picture per head
uniform float softness;
uniform float depth;
uniform float tones;
uniform float shadow_shift;
uniform vec3 tint;
uniform float gloss_gain;
uniform float rim_gain;
uniform float contact;
uniform float line_reach;  // how far interior lines spread, supersampled pixels
uniform float ink_color;
uniform vec3 ink_tone;        // of lines that do not take the surface's color
uniform float wash;        // watercolor: how uneven the pigment lies, 0 to 1

layout(location = 0) out vec4 o_beauty;
layout(location = 1) out vec4 o_shading;  // rgb multiplier, a = line coverage

const float BACKGROUND = 0.0;
const float FREE = 100.0;
const float NEVER = 254.0;
const float HULL = 255.0;
const float GLASSES = 73.0;

vec3 unfold(vec2 p) {
    vec3 n = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float t = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -t : t;
    n.y += n.y >= 0.0 ? -t : t;
    return normalize(n);
}

float hash(vec2 p) {
    return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453);
}

float cloud(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

float meets(vec4 here, vec4 there) {
    // a line where two groups meet, drawn on both; among free groups (hair clumps, folds) it fades out as their
    // surfaces join
    if (there.w == here.w || there.w == NEVER || there.w == HULL || there.w == BACKGROUND) return 0.0;
    return min(here.w, there.w) < FREE ? 1.0 : smoothstep(0.003, 0.03, abs(here.z - there.z));
}

void main() {
    ivec2 base = ivec2(gl_FragCoord.xy) * 2;
    ivec2 limit = textureSize(g_space, 0) - 1;
    vec4 beauty = vec4(0.0);
    vec4 shading = vec4(0.0);
    float surfaces = 0.0;
    float pigment = 0.0, bleed = 0.0;
    if (wash > 0.0) {  // clouds of pigment and the paper's grain, the same for the four samples
        vec2 at = gl_FragCoord.xy * 2.0 / reach;
        float soft = cloud(at * 5.0) * 0.6 + cloud(at * 13.0) * 0.4;
        bleed = (soft - 0.5) * 0.30 * wash;
        pigment = wash * (0.20 * smoothstep(0.25, 0.8, soft) + 0.06 * hash(gl_FragCoord.xy));
    }
    for (int i = 0; i < 4; ++i) {
        ivec2 p = base + ivec2(i & 1, i >> 1);
        vec4 space = texelFetch(g_space, p, 0);
        if (space.w == BACKGROUND) continue;
        vec4 surface = texelFetch(g_albedo, p, 0);
        if (space.w == HULL) {
            beauty += vec4(surface.rgb, 1.0);
            shading.a += texelFetch(g_extra, p, 0).b;
            continue;
        }
        vec4 extra = texelFetch(g_extra, p, 0);
        int row = int(surface.a * 255.0 + 0.5);
        vec4 m0 = texelFetch(materials, ivec2(0, row), 0);
        vec4 m1 = texelFetch(materials, ivec2(1, row), 0);
        vec3 n = unfold(space.xy);
        float edge = m0.a + shadow_shift;
        float ndl = dot(n, light) + (extra.g * 2.0 - 1.0) + bleed;
        float lit = smoothstep(edge - softness, edge + softness, ndl);

        // contact shadow: walk from the surface towards the light; something of another group in between hides it
        if (lit > 0.0 && contact * m1.z > 0.0) {
            float hidden = 0.0;
            // on a face the shadow is the fringe's own outline, moved: few steps; elsewhere a march
            bool face = m1.w == 1.0;
            int steps = face ? 4 : 8;
            for (int k = 1; k <= steps; ++k) {
                float t = face ? 0.02 * float(k) : 0.008 + 0.028 * float(k);
                ivec2 q = clamp(p + ivec2(vec2(light.x, -light.y) * t * reach), ivec2(0), limit);
                vec4 other = texelFetch(g_space, q, 0);
                float gap = space.z - light.z * t - other.z;
                // thin frames of glasses cast one narrow shadow
                if (face && k > 1 && other.w == GLASSES) continue;
                if (other.w != space.w && other.w != HULL && other.w != BACKGROUND && gap > -0.004 && gap < 0.55) {
                    hidden = 1.0;
                    break;
                }
            }
            lit *= 1.0 - hidden * contact * m1.z;
        }

        vec3 shade = mix(vec3(1.0), m0.rgb * tint, depth);
        vec3 dim = mix(shade, vec3(1.0), lit);
        if (tones > 2.5 && m1.w != 1.0) {
            float deep = smoothstep(edge - 0.55 + softness, edge - 0.55 - softness, ndl);
            dim *= mix(vec3(1.0), mix(vec3(1.0), shade, 0.55), deep);
        }
        dim *= 1.0 - pigment * (m1.w == 1.0 ? 0.4 : 1.0) * (1.0 - 0.85 * dot(surface.rgb, vec3(0.3, 0.6, 0.1)));  // pale colors hold little
        vec3 c = surface.rgb * dim;
        shading.rgb += dim;
        surfaces += 1.0;

        if (m1.x > 0.0) {
            if (m1.w == 2.0) {  // hair: its band, on the side that faces the viewer
                float front = smoothstep(0.15, 0.5, n.z);
                c = mix(c, min(c * 1.14 + vec3(0.13), vec3(1.0)), extra.r * front * mix(0.35, 1.0, lit) * m1.x * gloss_gain);
            } else {
                float spot = dot(n, normalize(light + vec3(0.0, 0.0, 1.0)));
                c += m1.x * gloss_gain * 0.22 * smoothstep(0.955, 0.965, spot) * lit;
            }
        }
        c += m1.y * rim_gain * smoothstep(0.66, 0.74, 1.0 - n.z) * lit;

        float line = 0.0;
        if (space.w != NEVER) {
            int far = line_reach > 1.5 ? 2 : 1;
            vec4 a = texelFetch(g_space, clamp(p + ivec2(far, 0), ivec2(0), limit), 0);
            vec4 b = texelFetch(g_space, clamp(p - ivec2(1, 0), ivec2(0), limit), 0);
            vec4 d = texelFetch(g_space, clamp(p + ivec2(0, far), ivec2(0), limit), 0);
            vec4 e = texelFetch(g_space, clamp(p - ivec2(0, 1), ivec2(0), limit), 0);
            line = max(max(meets(space, a), meets(space, b)), max(meets(space, d), meets(space, e))) * min(1.0, line_reach);
        }
        vec3 ink = mix(ink_tone, surface.rgb * surface.rgb * vec3(0.46, 0.34, 0.36), ink_color);
        c = mix(c, ink, line);
        beauty += vec4(clamp(c, 0.0, 1.0), 1.0);
        shading.a += max(line, extra.b);
    }
    o_beauty = beauty.a > 0.0 ? vec4(beauty.rgb / beauty.a, beauty.a * 0.25) : vec4(0.0);
    o_shading = vec4(surfaces > 0.0 ? shading.rgb / surfaces : vec3(1.0), shading.a * 0.25);
}
