#version 330
// Surface to G-buffer (supersampled: what the shading needs; LABEL: what the labels need; HULL: the outline;
// FACE: the face alone, to be seen through hair). Nothing here depends on the style.
#ifdef TEXTURED
in vec2 v_uv;
#endif
#ifdef BAND  // how hair shines: 0..5
in vec2 v_shine;
#endif
#ifndef LABEL
in float v_bias;
#endif
in vec3 v_color;
#ifndef LABEL
in vec3 v_normal;
#endif
flat in uvec4 v_numbers;
#ifdef HULL
in float v_ink;
#endif
#ifdef LABEL
in vec3 v_hull;
in vec3 v_rest;
in vec3 v_following;
#endif

uniform sampler2D picture;
uniform sampler2D marks;      // r = part number, g = drawn line
uniform sampler2D materials;  // rows of Material.row()
uniform float middle;         // depth of the target, heads
uniform vec2 size;

#ifdef FACE
layout(location = 0) out vec4 o_face;    // rgb, 1 = eye or brow, less = skin, more so further down
#elif defined(LABEL)
layout(location = 0) out vec4 o_albedo;  // rgb, part
layout(location = 1) out vec4 o_normal;
layout(location = 2) out vec4 o_rest;    // xyz, depth
layout(location = 3) out vec2 o_motion;  // pixels
#else
layout(location = 0) out vec4 o_albedo;  // rgb, material
layout(location = 1) out vec4 o_space;   // octahedral normal, depth from the middle, line group
layout(location = 2) out vec4 o_extra;   // gloss (of a face: blush), bias, drawn line
#endif

vec2 octahedron(vec3 n) {
    n /= abs(n.x) + abs(n.y) + abs(n.z);
    vec2 folded = (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
    return n.z >= 0.0 ? n.xy : folded;
}

void main() {
    float depth = 1.0 / gl_FragCoord.w;  // along the view, heads
    vec3 albedo = v_color;
    float part = float(v_numbers.x);
    float drawn = 0.0;
#ifdef TEXTURED
    vec4 texel = texture(picture, v_uv);
#ifdef CUTOUT
    if (texel.a < 0.5) discard;
#endif
    albedo *= texel.rgb;
    vec2 mark = texture(marks, v_uv).rg;
    part = mark.r > 0.0 ? floor(mark.r * 255.0 + 0.5) : part;
    drawn = mark.g;
#endif
#ifdef FACE
    bool eye = part > 15.5 && part < 27.5;
    float down = clamp((v_uv.y - 0.25) * 2.5, 0.0, 1.0);
    o_face = vec4(albedo, eye ? 1.0 : 0.02 + 0.4 * down);
#else
#ifdef HULL
    o_albedo = vec4(albedo, float(v_numbers.z) / 255.0);
    o_space = vec4(octahedron(normalize(v_normal)), depth + 0.01 - middle, 255.0);
    o_extra = vec4(0.0, v_bias * 0.5 + 0.5, v_ink, 1.0);
#else
    float side = gl_FrontFacing ? 1.0 : -1.0;
    if (side < 0.0) albedo *= texelFetch(materials, ivec2(2, int(v_numbers.z)), 0).a;
#ifdef LABEL
    o_albedo = vec4(albedo, part / 255.0);
    o_normal = vec4(normalize(v_hull) * side, 1.0);
    o_rest = vec4(v_rest, depth);
    vec2 there = (v_following.xy / v_following.z * 0.5 + 0.5) * size;
    o_motion = there - gl_FragCoord.xy;
#else
    float gloss = 0.0;
#ifdef BAND
    {
        // a band around the head at 52 degrees from the crown; its kind comes as steps of 4 in v_shine.x
        float across = v_shine.x - 4.0 * BAND;
        float a = abs(across);
        float off = v_shine.y - 0.90;
        float arch = sqrt(max(1.0 - a * a, 0.0));
        float teeth = abs(fract(across * 2.3 + 0.25) * 2.0 - 1.0);  // brushed ends that run down the hair
#if BAND == 0  // an arch above, teeth below, thinner towards the edges of each clump
        {
            float top = -0.045 * arch, low = 0.085 * arch * (0.25 + 0.75 * teeth);
            gloss = smoothstep(top, top + 0.014, off) * smoothstep(low, low - 0.014, off);
        }
#elif BAND == 1  // one thin line that runs on from clump to clump
        {
            float width = 0.036 * (1.0 - 0.6 * a);
            gloss = smoothstep(width, width - 0.012, abs(off));
        }
#elif BAND == 2  // a broad band and a thin one below it
        {
            vec2 width = vec2(0.070, 0.026) * (1.0 - a * a);
            vec2 far = abs(vec2(off + 0.06 * a * a, off - 0.14 + 0.06 * a * a));
            gloss = max(smoothstep(width.x, width.x - 0.015, far.x), smoothstep(width.y, width.y - 0.012, far.y));
        }
#elif BAND == 3  // soft patches
        {
            float width = 0.19 * (1.0 - a * a);
            gloss = 0.6 * smoothstep(width, 0.35 * width, abs(off));
        }
#elif BAND == 4  // upright strokes of light
        {
            vec2 beside = abs(across - vec2(-0.20, 0.34));
            vec2 reach = vec2(0.26, 0.15);
            vec2 fade = smoothstep(vec2(0.0), reach, abs(vec2(off, off + 0.05)));
            vec2 stroke = vec2(0.15, 0.09) * (1.0 - fade);
            gloss = max(smoothstep(stroke.x, stroke.x - 0.05, beside.x), smoothstep(stroke.y, stroke.y - 0.04, beside.y));
        }
#else  // two dots, a long one and a round one below it
        {
            float one = length(vec2(across * 0.075, max(abs(off + 0.03) - 0.05, 0.0)));
            float two = length(vec2(across * 0.075, off - 0.125));
            gloss = max(smoothstep(0.042, 0.034, one), smoothstep(0.030, 0.024, two));
        }
#endif
        if (v_shine.y <= 0.0) gloss = 0.0;
    }
#endif
    o_albedo = vec4(albedo, float(v_numbers.z) / 255.0);
#ifdef TEXTURED
    if (texelFetch(materials, ivec2(1, int(v_numbers.z)), 0).w == 1.0) {
        // where a face would blush: cheeks and the bridge of the nose (see face_canvas.uv_of)
        vec2 at = vec2(abs(v_uv.x - 0.5), 1.0 - v_uv.y) * 0.72 - vec2(0.185, 0.20);
        gloss = exp(-dot(at, at) * 210.0) * (part < 15.5 ? 1.0 : 0.0);
    }
#endif
    o_space = vec4(octahedron(normalize(v_normal * side)), depth - middle, float(v_numbers.y));
    o_extra = vec4(gloss, v_bias * 0.5 + 0.5, drawn, 1.0);
#endif
#endif
#endif
}
