#version 330
// Pixels near the figure as depth 1, the others 0; see sort.frag.
uniform sampler2D squares;

void main() { gl_FragDepth = texelFetch(squares, ivec2(gl_FragCoord.xy) / 8, 0).r; }
