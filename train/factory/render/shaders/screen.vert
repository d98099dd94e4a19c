#version 330
in vec2 corner;
uniform float plane;  // depth, for passes that only some pixels take
void main() { gl_Position = vec4(corner, plane, 1.0); }
