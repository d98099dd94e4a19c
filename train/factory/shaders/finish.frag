#version 330
// Colors and lines to the picture somebody drew: the medium (a #define) treats the colors, then ink goes over.
uniform sampler2D colors;  // premultiplied, with mipmaps where BLUR
uniform sampler2D marks;   // ink, ink times pressure, light, drawn
uniform sampler2D kinds;   // kind / 8, line group, depth, part of the outline
uniform sampler2D noise;   // four smooth noises, 16 cells a side
uniform sampler2D grain;   // white noise, paper tooth, strokes, other strokes

uniform vec2 size;
uniform vec2 phase;        // where noises start
uniform float scale;       // pixels per unit of the medium's marks (1 at 768 rows)
uniform float head;        // pixels per head
uniform vec2 span;         // rows of the figure's top and bottom
// of the style
uniform float line;
uniform float line_variation;
uniform float wobble;
uniform float strokes;
uniform float gaps;
uniform float ink;
uniform vec3 ink_tone;
uniform float ink_light;
uniform float outline;
uniform float wash;
uniform vec3 paper;
uniform float grit;
uniform float bloom;
uniform vec3 fade_color;
uniform float fade;
uniform vec3 shadow_color;
uniform float offset;

layout(location = 0) out vec4 o_beauty;  // straight

const vec3 LUMA = vec3(0.30, 0.59, 0.11);

vec4 clouds(vec2 at, float period) { return texture(noise, (at + phase) / (period * 16.0)); }
vec4 tooth(vec2 at) { return texture(grain, (at + phase) / (256.0 * scale)); }
vec4 color_at(vec2 at) { return textureLod(colors, at / size, 0.0); }
vec4 marks_at(vec2 at) { return textureLod(marks, at / size, 0.0); }

vec2 turned(vec2 v, float angle) {
    float s = sin(angle), c = cos(angle);
    return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}

// Coverage of a stroke: thick where the hand presses, thin or gone where it does not.
float stroke(vec2 at, float press, out float around) {
    float r = 0.75 * sqrt(max(line, 0.4)) * sqrt(scale);
    vec4 m = marks_at(at);
    vec2 sum = m.xy;
    sum += marks_at(at + vec2(r, 0.4 * r)).xy + marks_at(at + vec2(-0.4 * r, r)).xy;
    sum += marks_at(at - vec2(r, 0.4 * r)).xy + marks_at(at + vec2(0.4 * r, -r)).xy;
    around = sum.x * 0.2;
    if (around < 0.004) return 0.0;
    float p = sum.y / sum.x;
    float weight = line + line_variation * (1.5 * (p - 0.45) + press);
    // more weight lowers the threshold that coverage must pass
    float t = mix(0.42, 0.02, clamp(weight * 0.62 - 0.1, 0.0, 1.0));
    float full = smoothstep(t, t + mix(0.42, 0.22, clamp(weight - 0.6, 0.0, 1.0)), mix(around, m.x, 0.35));
    return full * clamp(weight * 2.6, 0.0, 1.0);
}

float hatch(vec2 at, float angle, float dark, float size_of) {
    float rank = texture(grain, turned(at + phase, angle) / (256.0 * scale * size_of)).b;
    return smoothstep(-0.10, 0.14, dark - rank);
}

void main() {
    vec2 at = gl_FragCoord.xy;
    vec4 slow = clouds(at, 0.22 * head + 6.0 * scale);
    vec2 sway = (slow.xy - 0.5) * 2.0 * wobble * scale;
    vec4 c4 = color_at(at + sway * 0.6);
#ifdef SHIFTED
    c4 = color_at(at + sway + vec2(offset, -0.6 * offset) * scale);
#endif
    vec4 kind = texelFetch(kinds, ivec2(at), 0);
    int k = int(kind.r * 8.0 + 0.5);
    vec4 mark = texelFetch(marks, ivec2(at), 0);

    float around;
    float drawn = stroke(at + sway, (slow.z - 0.5) * 1.3 - gaps * mark.b * (0.35 + slow.w), around);
#ifdef TWICE
    vec4 other = clouds(at + 517.0, 0.16 * head + 5.0 * scale);
    float beside;
    float again = stroke(at + (other.xy - 0.5) * (2.0 + strokes) * wobble * scale, (other.z - 0.6) * 1.5, beside);
    drawn = max(drawn, again * smoothstep(0.30, 0.55, other.w) * 0.9);
    around = max(around, beside);
#endif

    float alpha = c4.a;
    vec3 c = c4.rgb / max(alpha, 1e-3);
    float gray = dot(c, LUMA);
    vec4 g = vec4(0.5);
#ifdef PAPER
    g = tooth(at);
#endif
#ifdef BLUR
    vec4 far4 = textureLod(colors, at / size, clamp(log2(0.022 * head), 0.6, 4.0));
    vec3 far = far4.rgb / max(far4.a, 1e-3);
#endif

#ifdef WATERCOLOR
    {
        vec4 fine = clouds(at, 0.07 * head + 4.0 * scale);
        float pool = slow.x * 0.6 + fine.y * 0.4;                        // how much water stood where
        float rest = clamp((dot(far, LUMA) - gray) * 1.6, 0.0, 0.45);    // pigment gathers at the border of the darker
        rest += 0.55 * clamp(1.0 - far4.a, 0.0, 0.5) * (0.6 + 0.8 * fine.z);
        vec3 density = -log(clamp(mix(c, far, 0.10), 0.035, 1.0) / 1.0);
        density *= mix(1.0, 0.45 + 1.0 * smoothstep(0.2, 0.8, pool), wash) * mix(1.0, 0.86, wash);
        density *= 1.0 + 1.5 * rest * wash;
        density *= 1.0 + (g.g - 0.5) * 0.55 * wash;
        density += 0.05 * rest * vec3(0.9, 0.8, 0.5);
        c = paper * exp(-density);
        float dry = smoothstep(0.05, 0.4, around) * (1.0 - drawn) * step(0.45, fine.w) * float(k != 1);
        c = mix(c, paper, 0.55 * dry * wash);                            // white left beside the line
    }
#endif
#ifdef GOUACHE
    {
        float turn = (slow.x - 0.5) * 3.0 + 0.7;
        for (int i = 0; i < 2; ++i) {
            vec2 dab = vec2(i == 0 ? 0.17 : 0.085, i == 0 ? 0.055 : 0.03) * head * (k == 1 ? 0.45 : 1.0) + vec2(3.0, 1.3) * scale;
            float angle = float(i) * 0.5 + (i == 0 ? 0.6 : -0.5) + floor(slow.y * 5.0) * 0.35;
            vec2 q = turned(at + phase, angle) / dab;
            q.x += 0.5 * floor(mod(floor(q.y), 2.0)) + 0.8 * slow.z;
            q.y += 0.35 * sin(q.x * 1.7);
            vec2 id = floor(q);
            vec4 dice = texture(grain, (id + 0.5) / 256.0);
            float chance = i == 0 ? 0.85 : 0.6;
            vec2 from = turned((id + 0.5 - vec2(0.5 * floor(mod(id.y, 2.0)) + 0.8 * slow.z, 0.35 * sin(q.x * 1.7))) * dab, -angle) - phase;
            vec4 there = texelFetch(kinds, ivec2(clamp(from, vec2(0.0), size - 1.0)), 0);
            vec4 sample4 = color_at(from);
            float close = distance(sample4.rgb, c);
            if (sample4.a > 0.98 && there.r == kind.r && close < 0.42 && dice.r < chance && (k != 1 || close < 0.12)) {
                vec3 dabbed = sample4.rgb * (0.95 + 0.10 * dice.g) + (dice.rgb - 0.5) * 0.035;
                c = mix(c, dabbed, 0.88);
            }
        }
        float bristle = texture(grain, turned(at + phase, 0.6 + floor(slow.y * 5.0) * 0.35) / (256.0 * scale)).a;
        c *= 0.965 + 0.07 * bristle;
        c = mix(vec3(dot(c, LUMA)), c, 1.12);
    }
#endif
#ifdef SCREENTONE
    {
        float dark = 1.0 - gray;
        float shaded = 1.0 - mark.b;
        bool skin = k <= 1;
        float tone = skin ? 0.30 * shaded : (dark > 0.70 ? 1.0 : dark > 0.44 ? 0.42 : dark > 0.22 ? 0.17 : 0.0);
        if (!skin && tone < 1.0) tone += shaded * 0.20;
        // a dark thing keeps a light along its band
        if (tone >= 1.0 && k == 2) tone = mark.b > 0.5 && dark < 0.80 ? 0.6 : 1.0;
        float pitch = 4.3 * scale;
        vec2 cell_at = turned(at, 0.785) / pitch;
        float d = length(fract(cell_at) - 0.5) * pitch;
        float radius = pitch * sqrt(min(tone, 0.72) / 3.1416);
        float dots = tone >= 1.0 ? 1.0 : tone < 0.02 ? 0.0 : 1.0 - smoothstep(radius - 0.6, radius + 0.6, d);
        float value = mix(1.0, 0.05, dots);
        if (k == 1) {  // what is painted on a face is drawn in black and gray
            float painted = smoothstep(0.25, 0.75, dark);
            value = min(value, 1.0 - painted);
        }
        c = vec3(value);
    }
#endif
#ifdef PENCIL
    {
        float dark = clamp((1.0 - gray) * (k <= 1 ? 0.55 : 0.92) - 0.16, 0.0, 0.85);
        float shaded = (1.0 - mark.b) * (k == 1 ? 0.34 : 0.40);
        float lean = k == 2 ? 1.25 + (slow.x - 0.5) * 1.2 : 0.75 + floor(kind.g * 255.0) * 0.09;
        float want = dark * 0.85 + shaded;
        float first = hatch(at + sway * 2.0, lean, want * 1.05, 1.0);
        float second = hatch(at - sway * 2.0, lean + 0.8, want - 0.42, 0.9);
        float graphite = first * (0.34 + 0.34 * dark) + second * 0.42 + want * 0.16;
        if (k == 1) graphite = max(graphite * 0.55, 0.9 * smoothstep(0.28, 0.85, 1.0 - gray));
        graphite *= 0.45 + 1.1 * g.g;
        c = paper * (1.0 - clamp(graphite, 0.0, 0.9));
        c = vec3(dot(c, LUMA));
    }
#endif
#ifdef CRAYON
    {
        float dark = 1.0 - gray;
        float chroma = max(max(c.r, c.g), c.b) - min(min(c.r, c.g), c.b);
        float want = clamp(0.50 + 0.6 * dark + 0.3 * chroma + 0.25 * (1.0 - mark.b), 0.0, 1.3) * (0.75 + 0.5 * slow.w);
        float lean = 0.9 + (k == 2 ? (slow.x - 0.5) * 1.4 + 0.4 : floor(kind.g * 255.0) * 0.05);
        float first = hatch(at + sway * 2.0, lean, want * 0.78, 1.0);
        float second = hatch(at - sway * 2.0, lean + 0.5, want - 0.62, 0.8);
        float cover = clamp(0.30 * want + 0.52 * first + 0.35 * second, 0.0, 1.0);
        if (k == 1) cover = max(cover * 0.9, smoothstep(0.15, 0.5, dark));
        cover *= clamp(0.50 + 0.95 * g.g, 0.0, 1.0);
        vec3 wax = clamp(mix(vec3(gray), c, 1.25) * (1.0 - 0.22 * second), 0.0, 1.0);
        c = mix(paper, wax, cover);
    }
#endif
#ifdef RISO
    {
        // few inks: colors in steps, one dark ink for every shadow, its screen coarse
        vec3 chroma = c - vec3(gray);
        float step_of = 0.19;
        float levels = floor(gray / 0.24 + 0.5) * 0.24;
        float amount = max(max(abs(chroma.r), abs(chroma.g)), abs(chroma.b));
        vec3 dir = chroma / max(amount, 0.02);
        dir = floor(dir * 3.0 + 0.5) / 3.0;
        c = vec3(levels) + dir * floor(amount / step_of + 0.62) * step_of;
        c = clamp(c, 0.0, 1.0);
        if (amount < 0.07 && gray > 0.8) c = vec3(1.0);
        c = c * paper;
        c = mix(c, max(c, ink_tone), 0.85);
        float pitch = 3.4 * scale;
        vec2 q = turned(at, 0.4) / pitch;
        float d = abs(fract(q.y) - 0.5) * 2.0;
        float shaded = smoothstep(0.35, 0.65, 1.0 - mark.b);
        c = mix(c, c * mix(shadow_color, vec3(1.0), 0.15), shaded * (k == 1 ? 0.45 : smoothstep(0.25, 0.6, d) * 0.5 + 0.4));
        c = mix(c, paper, smoothstep(0.70, 0.95, g.r) * 0.35 * grit);
    }
#endif
#ifdef SKETCH
    {
        vec4 fine = clouds(at, 0.10 * head + 5.0 * scale);
        float thin = smoothstep(0.34, 0.60, fine.x * 0.6 + slow.w * 0.4 + 0.25 * (1.0 - gray) + (k == 1 ? 0.25 : 0.0));
        c = mix(paper, c, mix(0.62, 0.95, thin) - 0.10 * (g.g - 0.5));
        float shaded = (1.0 - mark.b) * (k == 1 ? 0.5 : 0.85);
        float lines = hatch(at + sway, 0.85, shaded * 0.62, 1.25);
        c = mix(c, c * mix(ink_tone, vec3(1.0), 0.45), lines * 0.8);
    }
#endif
#ifdef FILM
    {
        // an old cel under a lamp: muted, blacks lifted towards blue, light that spreads
        c = mix(vec3(gray), c, 0.88);
        c = c * vec3(0.97, 0.955, 0.90) + vec3(0.030, 0.028, 0.050);
        c = mix(c, c * c * (3.0 - 2.0 * c), 0.55);
    }
#endif
#ifdef BLUR
    if (bloom > 0.0) {
        vec3 glow = max(far4.rgb - 0.55, 0.0) * 1.3;
        c = 1.0 - (1.0 - c) * (1.0 - bloom * glow);
    }
#endif
    if (fade > 0.0) {
        float down = smoothstep(0.15, 1.0, (at.y - span.x) / max(span.y - span.x, 1.0));
        c = mix(c, mix(c * fade_color, fade_color, 0.25), fade * down);
    }
#ifndef SCREENTONE
    if (grit > 0.0) c += (texture(grain, (at + phase) / 256.0).r - 0.5) * 0.10 * grit;
#endif

    // ink
    vec3 under = c;
    if (alpha < 0.99) {  // a line that runs outside takes the color of what it borders
        vec4 beside = c4 + color_at(at + vec2(2.0, 1.0) * scale) + color_at(at - vec2(2.0, 1.0) * scale)
            + color_at(at + vec2(-1.0, 2.0) * scale) + color_at(at + vec2(1.0, -2.0) * scale);
        under = beside.rgb / max(beside.a, 1e-3);
    }
    vec3 own = mix(under * under * vec3(0.46, 0.34, 0.36), min(under * 1.2 + 0.32, 1.0), ink_light);
    vec3 stain = mix(ink_tone, own, ink);
    if (outline < 1.0) {
        float inside = textureLod(colors, (at + vec2(2.5, 0.0) * scale) / size, 0.0).a * textureLod(colors, (at - vec2(2.5, 0.0) * scale) / size, 0.0).a;
        inside *= textureLod(colors, (at + vec2(0.0, 2.5) * scale) / size, 0.0).a * textureLod(colors, (at - vec2(0.0, 2.5) * scale) / size, 0.0).a;
        drawn *= mix(outline, 1.0, smoothstep(0.75, 1.0, inside));
    }
#ifdef GRAINY
    drawn *= clamp(0.42 + 1.05 * g.g + 0.2 * (drawn - 0.5), 0.0, 1.0);
#endif
    float whole = max(alpha, drawn);
    c = mix(c, stain, whole > 0.0 ? clamp(drawn / whole, 0.0, 1.0) : 0.0);
#ifdef STICKER
    if (whole < 0.99) {
        float wide = clamp(0.055 * head, 3.5 * scale, 8.0 * scale), thin = max(1.3 * scale, 0.012 * head);
        float white = 0.0, dark = 0.0;
        for (int i = 0; i < 16; ++i) {
            vec2 way = turned(vec2(1.0, 0.0), float(i) * 0.3927);
            white = max(white, max(color_at(at + way * wide).a, color_at(at + way * wide * 0.5).a));
            dark = max(dark, color_at(at + way * (wide + thin)).a);
        }
        white = max(white, whole);
        vec3 rim_of = mix(ink_tone, vec3(1.0), white);
        c = mix(rim_of, c, whole);
        whole = max(whole, max(white, dark));
    }
#endif
    o_beauty = whole > 0.0 ? vec4(clamp(c, 0.0, 1.0), whole) : vec4(0.0);
}
