#version 330
// Squares of 8 x 8 pixels: which have something in them; then (WIDEN) which lie near those.
#ifdef WIDEN
uniform sampler2D squares;
uniform int near;        // squares to each side
#else
uniform sampler2D colors;
#endif

layout(location = 0) out float o_full;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float full = 0.0;
#ifdef WIDEN
    ivec2 limit = textureSize(squares, 0) - 1;
    for (int y = -near; y <= near; ++y)
        for (int x = -near; x <= near; ++x)
            full = max(full, texelFetch(squares, clamp(here + ivec2(x, y), ivec2(0), limit), 0).r);
#else
    ivec2 limit = textureSize(colors, 0) - 1;
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            full = max(full, texelFetch(colors, min(here * 8 + ivec2(x, y), limit), 0).a);
#endif
    o_full = full > 0.0 ? 1.0 : 0.0;
}
