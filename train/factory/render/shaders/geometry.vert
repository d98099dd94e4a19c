#version 330
// Vertices of a figure: all passes. HULL pushes them outwards along the true normal, by pixels; FACE comes
// nearer, so that hair does not hide it.
in vec3 position;
in vec3 hull;
in vec3 normal;
in vec3 following;
in vec2 uv;
in vec2 shine;
in vec2 look;      // outline width factor, bias added to N.L
in vec3 rest;
in vec4 color;
in uvec4 numbers;  // part, line group, material

uniform mat4 view;
uniform mat4 projection;
uniform vec2 size;         // picture, pixels
uniform vec3 lamp;         // where outlines are thinner, view space, unit
uniform float line_width;  // pixels

#ifdef TEXTURED
out vec2 v_uv;
#endif
#ifdef BAND
out vec2 v_shine;
#endif
#ifndef LABEL
out float v_bias;
#endif
out vec3 v_color;
#ifndef LABEL
out vec3 v_normal;
#endif
flat out uvec4 v_numbers;
#ifdef HULL
out float v_ink;
#endif
#ifdef LABEL
out vec3 v_hull;
out vec3 v_rest;
out vec3 v_following;  // clip x, y, w at the next frame
#endif

void main() {
    vec4 seen = view * vec4(position, 1.0);
#ifdef FACE
    seen.z += 0.22;  // as if hair up to here before it were not there
#endif
    gl_Position = projection * seen;
#ifdef TEXTURED
    v_uv = uv;
#endif
#ifdef BAND
    v_shine = shine;
#endif
    v_color = color.rgb;
    v_numbers = numbers;
#ifndef LABEL
    v_bias = look.y;
    v_normal = mat3(view) * normal;
#else
    v_hull = mat3(view) * hull;
    v_rest = rest;
    v_following = (projection * view * vec4(following, 1.0)).xyw;
#endif
#ifdef HULL
    vec3 thick = mat3(view) * hull;
    vec3 n = thick;
    n.y = -n.y;  // the picture's rows run downwards
    vec2 way = normalize(n.xy + 1e-6) * min(1.0, length(n.xy) * 3.0);
    float weight = look.x * line_width * (1.0 - 0.3 * dot(normalize(thick), lamp));
    // below a pixel a line would break into dashes: it keeps its width and pales instead
    float floor_width = 0.95 * min(1.0, look.x * 4.0);
    v_ink = clamp(weight / max(floor_width, 1e-3), 0.3, 1.0);
    weight = max(weight, floor_width);
    gl_Position.xy += way * weight * 2.0 / size * gl_Position.w;
    gl_Position.z += 0.0012 * gl_Position.w * min(1.0, look.x);
    if (look.x <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
#endif
}
