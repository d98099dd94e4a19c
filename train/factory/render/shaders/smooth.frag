#version 330
// One direction of a blur of the light that stays within a surface: shadows lose their small teeth.
uniform sampler2D field;
uniform vec2 stride;  // texels between taps

layout(location = 0) out vec4 o_light;

void main() {
    ivec2 limit = textureSize(field, 0) - 1;
    ivec2 p = ivec2(gl_FragCoord.xy);
    vec4 here = texelFetch(field, p, 0);
    int taps = here.w < 0.0 ? 0 : 6;  // none where nothing is: see sort.frag
    vec3 sum = vec3(here.xy, 1.0);
    for (int i = 0; i < taps; ++i) {
        int k = i < 3 ? i - 3 : i - 2;
        vec4 there = texelFetch(field, clamp(p + ivec2(floor(stride * float(k) + 0.5)), ivec2(0), limit), 0);
        float weight = exp(-0.22 * float(k * k)) * float(there.w == here.w) * float(abs(there.z - here.z) < 0.25);
        sum += vec3(there.xy, 1.0) * weight;
    }
    o_light = vec4(sum.xy / sum.z, here.zw);
}
