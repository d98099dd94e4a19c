#version 330
// Which of shade.frag's ways a pixel goes, as depth: software GL takes every branch of a shader for every pixel,
// but leaves out those whose depth fails.
uniform sampler2D g_space;

const float BACKGROUND = 0.0;
const float HULL = 255.0;

void main() {
    ivec2 base = ivec2(gl_FragCoord.xy) * 2;
    vec2 a = texelFetch(g_space, base, 0).zw, b = texelFetch(g_space, base + ivec2(1, 0), 0).zw;
    vec2 c = texelFetch(g_space, base + ivec2(0, 1), 0).zw, d = texelFetch(g_space, base + ivec2(1, 1), 0).zw;
    vec4 group = vec4(a.y, b.y, c.y, d.y);
    vec3 gap = abs(vec3(b.x, c.x, d.x) - a.x);
    bool one = group.x != HULL && all(equal(group.yzw, group.xxx)) && max(gap.x, max(gap.y, gap.z)) < 0.1;
    gl_FragDepth = all(equal(group, vec4(BACKGROUND))) ? 0.5 : one ? 0.2 : 0.8;
}
