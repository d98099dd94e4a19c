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

vec4 chance(sampler2D of, vec2 at) { return textureLod(of, at, 0.0); }
vec4 clouds(vec2 at, float period) { return chance(noise, (at + phase) / (period * 16.0)); }
vec4 tooth(vec2 at) { return chance(grain, (at + phase) / (256.0 * scale)); }
vec4 color_at(vec2 at) { return textureLod(colors, at / size, 0.0); }
vec4 marks_at(vec2 at) { return textureLod(marks, at / size, 0.0); }

vec2 turned(vec2 v, float angle) {
    float s = sin(angle), c = cos(angle);
    return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}

// Coverage of a stroke: thick where the hand presses, thin or gone where it does not.
float stroke(vec2 at, float press, out float around) {
    float r = 0.85 * scale * sqrt(clamp(line, 0.6, 2.0));
    vec2 sum = marks_at(at).xy * 2.0, wide = vec2(0.0);
    vec2 a = vec2(r, 0.35 * r), b = vec2(-0.35 * r, r);
    sum += marks_at(at + a).xy + marks_at(at + b).xy + marks_at(at - a).xy + marks_at(at - b).xy;
    a = turned(a, 0.785) * 1.9, b = turned(b, 0.785) * 1.9;
    wide += marks_at(at + a).xy + marks_at(at + b).xy + marks_at(at - a).xy + marks_at(at - b).xy;
    around = (sum.x + wide.x) * 0.1;
    if (around < 0.004) return 0.0;
    float cover = (sum.x + 0.55 * wide.x) * 0.122;  // a smooth ridge: its level curves are strokes of any width
    float p = (sum.y + wide.y) / (sum.x + wide.x);
    float weight = max(line + line_variation * (1.5 * (p - 0.45) + press), 0.0);
    float t = 0.40 * exp(-0.9 * weight);
    float rise = mix(0.30, 0.16, clamp(weight - 0.5, 0.0, 1.0));
    return smoothstep(t, t + rise, cover) * clamp(weight * 2.4, 0.0, 1.0);
}

float hatch(vec2 at, float angle, float dark, float size_of) {
    float rank = chance(grain, turned(at + phase, angle) / (256.0 * scale * size_of)).b;
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
        float pool = clouds(at, 0.75 * head + 8.0 * scale).x * 0.85 + fine.y * 0.15;                        // how much water stood where
        float rest = clamp((dot(far, LUMA) - gray) * 1.6, 0.0, 0.45);    // pigment gathers at the border of the darker
        rest += 0.55 * clamp(1.0 - far4.a, 0.0, 0.5) * (0.6 + 0.8 * fine.z);
        vec3 density = -log(clamp(mix(c, far, 0.10), 0.03, 1.0));
        density *= mix(1.0, 0.55 + 0.60 * smoothstep(0.15, 0.85, pool), wash);
        density *= 1.0 + (2.4 * rest + 0.30 * (chance(grain, (at + phase) / (256.0 * 1.9 * scale)).g - 0.5)) * wash;
        density = 1.9 * (1.0 - exp(-density / 1.9)) + 0.10 * rest;
        c = paper * exp(-density);
        float dry = smoothstep(0.05, 0.4, around) * (1.0 - drawn) * step(0.45, fine.w) * float(k != 1);
        c = mix(c, paper, 0.55 * dry * wash);                            // white left beside the line
    }
#endif
#ifdef GOUACHE
    {
        float group = floor(kind.g * 255.0 + 0.5);
        float way = k == 2 ? 1.57 + (fract(group * 0.618) - 0.5) * 0.7 : fract(group * 0.382) * 3.0;
        for (int i = 0; i < 2; ++i) {
            vec2 dab = (i == 0 ? vec2(0.26, 0.085) : vec2(0.13, 0.04)) * head * (k == 1 ? 0.4 : 1.0) + vec2(3.0, 1.3) * scale;
            float angle = way + (i == 0 ? 0.25 : -0.35);
            vec2 q = turned(at + phase, angle);
            q += (chance(grain, q / (256.0 * scale)).a - 0.5) * vec2(0.35, 0.05) * dab;  // the bristles' ends
            q = (q + (slow.xy - 0.5) * 0.5 * dab) / dab;
            q.x += 0.37 * floor(q.y);
            vec2 id = floor(q);
            vec4 dice = chance(grain, (id + 0.5) / 256.0);
            vec2 middle = id + 0.5 - vec2(0.37 * id.y, 0.0);
            vec2 from = turned(middle * dab, -angle) - phase;
            vec4 there = texelFetch(kinds, ivec2(clamp(from, vec2(0.0), size - 1.0)), 0);
            vec4 sample4 = color_at(from);
            float close = distance(sample4.rgb, c);
            if (sample4.a > 0.98 && there.r == kind.r && close < (k == 1 ? 0.10 : 0.27) && dice.r < 0.8) {
                float vary = k <= 1 ? 0.45 : 1.0;
                vec3 dabbed = sample4.rgb * (1.0 + vary * (dice.g - 0.5) * 0.20) * (1.0 + vary * (dice.bra - 0.5) * 0.10);
                c = mix(c, dabbed, k == 1 ? 0.5 : 0.85);
            }
        }
        float bristle = chance(grain, turned(at + phase, way) / (256.0 * scale)).a;
        c *= 0.96 + 0.08 * bristle;
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
        float pitch = 4.3 * scale * max(wash, 0.7);
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
        float dark = clamp((1.0 - gray) * (k <= 1 ? 0.5 : 0.85) - 0.15, 0.0, 0.62);
        float shaded = (1.0 - mark.b) * (k == 1 ? 0.34 : 0.40);
        float lean = k == 2 ? 1.57 + (fract(floor(kind.g * 255.0 + 0.5) * 0.618) - 0.5) * 0.6 : 0.85 + fract(floor(kind.g * 255.0 + 0.5) * 0.382) * 0.5;
        float want = min(dark + shaded * (1.0 - 0.5 * dark), 0.85) * wash;
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
        float lean = k == 2 ? 1.57 + (fract(floor(kind.g * 255.0 + 0.5) * 0.618) - 0.5) * 0.6 : 0.85 + fract(floor(kind.g * 255.0 + 0.5) * 0.382) * 0.5;
        float first = hatch(at + sway * 2.0, lean, want * 0.78, 1.0);
        float second = hatch(at - sway * 2.0, lean + 0.5, want - 0.62, 0.8);
        float cover = clamp(0.22 + 0.34 * want + 0.42 * first + 0.30 * second, 0.0, 1.0);
        if (k == 1) cover = max(cover * 0.9, smoothstep(0.15, 0.5, dark));
        cover *= clamp(0.58 + 0.85 * g.g, 0.0, 1.0);
        vec3 wax = clamp(mix(vec3(gray), c, 1.25) * (1.0 - 0.22 * second), 0.0, 1.0);
        c = mix(paper, wax, cover);
    }
#endif
#ifdef RISO
    {
        // few inks: colors in steps, one dark ink for every shadow, its screen coarse
        vec3 chroma = c - vec3(gray);
        float amount = max(max(abs(chroma.r), abs(chroma.g)), abs(chroma.b));
        float levels = floor(gray / 0.16 + 0.55) * 0.16;
        float strength = floor(amount / 0.12 + 0.6) * 0.12 * 1.1;
        if (k <= 1) levels = gray, strength = amount;
        c = clamp(vec3(levels) + chroma / max(amount, 0.02) * strength, 0.0, 1.0);
        if (amount < 0.07 && gray > 0.8) c = vec3(1.0);
        c = c * paper;
        c = mix(c, max(c, ink_tone), 0.25 + 0.6 * (1.0 - smoothstep(0.08, 0.28, gray)));
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
        // a broad marker: bands that overlap, and ends that miss the border
        float group = floor(kind.g * 255.0 + 0.5);
        vec2 q = turned(at + sway * 3.0 + phase, k == 2 ? 1.3 : -0.75 + fract(group * 0.382) * 0.5);
        float band = 0.075 * head + 5.0 * scale;
        q.y += band * 0.5 * sin(q.y * 0.9 / band);
        float side = fract(q.y / band), number = floor(q.y / band);
        float twice = smoothstep(0.0, 0.06, side) * (1.0 - smoothstep(0.80, 0.86, side));
        float press = 0.80 + 0.14 * chance(grain, vec2(number * 0.37, 0.5)).r + 0.06 * (1.0 - twice) * slow.z;
        if (k == 1) press = 0.92;
        c = mix(paper, c, press - 0.10 * (g.g - 0.5));
        float missed = smoothstep(0.52, 0.62, slow.w) * smoothstep(0.02, 0.25, around) * (1.0 - drawn) * float(k != 1);
        c = mix(c, paper, missed * (k == 2 ? 0.55 : 1.0));
        float shaded = (1.0 - mark.b) * (k == 1 ? 0.5 : 0.85);
        float lines = hatch(at + sway, 0.85, shaded * 0.62, 1.25);
        c = mix(c, c * mix(ink_tone, vec3(1.0), 0.45), lines * 0.8);
    }
#endif
#ifdef FILM
    {
        // an old cel under a lamp: muted, blacks lifted towards green, whites towards cream, soft in the film
        c = mix(c, far, 0.22);
        c = mix(vec3(dot(c, LUMA)), c, 0.90);
        c = mix(c, c * c * (3.0 - 2.0 * c), 0.45);
        c = mix(vec3(0.075, 0.070, 0.105), vec3(0.975, 0.940, 0.865), c);
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
    if (grit > 0.0) c += (chance(grain, (at + phase) / 256.0).r - 0.5) * 0.06 * grit;
#endif

    // ink
    // a line that runs outside takes the color of what it borders; the loop ends early where nobody asks
    vec4 beside4 = c4;
    int asked = alpha < 0.99 ? 4 : 0;
    for (int i = 0; i < asked; ++i) {
        vec2 way = i < 2 ? vec2(2.0, 1.0) : vec2(-1.0, 2.0);
        beside4 += color_at(at + way * ((i & 1) == 0 ? scale : -scale));
    }
    vec3 under = asked > 0 ? beside4.rgb / max(beside4.a, 1e-3) : c;
    vec3 own = mix(under * under * vec3(0.46, 0.34, 0.36), min(under * 1.2 + 0.32, 1.0), ink_light);
    vec3 stain = mix(ink_tone, own, ink);
#ifdef OUTLINE
    {
        float inside = textureLod(colors, (at + vec2(2.5, 0.0) * scale) / size, 0.0).a * textureLod(colors, (at - vec2(2.5, 0.0) * scale) / size, 0.0).a;
        inside *= textureLod(colors, (at + vec2(0.0, 2.5) * scale) / size, 0.0).a * textureLod(colors, (at - vec2(0.0, 2.5) * scale) / size, 0.0).a;
        drawn *= mix(outline, 1.0, smoothstep(0.75, 1.0, inside));
    }
#endif
#ifdef GRAINY
    drawn *= clamp(0.42 + 1.05 * g.g + 0.2 * (drawn - 0.5), 0.0, 1.0);
#endif
    float whole = max(alpha, drawn);
    c = mix(c, stain, whole > 0.0 ? clamp(drawn / whole, 0.0, 1.0) : 0.0);
#ifdef STICKER
    {
        float wide = clamp(0.055 * head, 3.5 * scale, 8.0 * scale), thin = max(1.3 * scale, 0.012 * head);
        float white = 0.0, dark = 0.0;
        int ways = whole < 0.99 ? 16 : 0;
        for (int i = 0; i < ways; ++i) {
            vec2 way = turned(vec2(1.0, 0.0), float(i) * 0.3927);
            white = max(white, max(color_at(at + way * wide).a, color_at(at + way * wide * 0.5).a));
            dark = max(dark, color_at(at + way * (wide + thin)).a);
        }
        white = max(white, whole);
        vec3 rim_of = mix(ink_tone, vec3(1.0), white);
        if (whole < 0.99) {
            c = mix(rim_of, c, whole);
            whole = max(whole, max(white, dark));
        }
    }
#endif
    o_beauty = whole > 0.0 ? vec4(clamp(c, 0.0, 1.0), whole) : vec4(0.0);
}
