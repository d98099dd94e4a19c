#version 330
// How much light falls where, coarsely: what an artist decides before drawing the shadow's outline.
// One texel for each cell of cell x cell supersamples; smooth.frag rounds it off, shade.frag draws its edge.
uniform sampler2D g_albedo;
uniform sampler2D g_space;
uniform sampler2D g_extra;
uniform sampler2D materials;
uniform vec3 light;   // view space: right, up, towards the viewer; unit
uniform float reach;  // supersampled pixels per head
uniform float contact;
uniform int cell;

layout(location = 0) out vec4 o_light;  // N.L, hidden from the light, depth, material (-1 = nothing)

const float HULL = 255.0;
const float GLASSES = 73.0;

vec3 unfold(vec2 p) {
    vec3 n = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float t = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -t : t;
    n.y += n.y >= 0.0 ? -t : t;
    return normalize(n);
}

void main() {
    ivec2 corner = ivec2(gl_FragCoord.xy) * cell;
    ivec2 limit = textureSize(g_space, 0) - 1;
    ivec2 p = min(corner + cell / 2, limit);
    vec4 space = texelFetch(g_space, p, 0);
    if (space.w == 0.0 || space.w == HULL) {  // another corner of the cell may lie on a surface
        p = min(corner + ivec2(cell - 1, 0), limit);
        space = texelFetch(g_space, p, 0);
        if (space.w == 0.0 || space.w == HULL) {
            p = min(corner + ivec2(0, cell - 1), limit);
            space = texelFetch(g_space, p, 0);
        }
    }
    bool empty = space.w == 0.0 || space.w == HULL;
    int row = int(texelFetch(g_albedo, p, 0).a * 255.0 + 0.5);
    vec4 m1 = texelFetch(materials, ivec2(1, row), 0);
    float ndl = dot(unfold(space.xy), light) + texelFetch(g_extra, p, 0).g * 2.0 - 1.0;
    float hidden = 0.0;
    {
        // walk from the surface towards the light; something of another group in between hides it. On a face
        // the shadow is the fringe's own outline, moved: few steps; elsewhere a march
        bool face = m1.w == 1.0;
        int steps = empty || contact * m1.z <= 0.0 ? 0 : face ? 4 : 9;  // few where nothing is: see sort.frag
        for (int k = 1; k <= steps; ++k) {
            float t = face ? 0.02 * float(k) : 0.008 + 0.025 * float(k);
            ivec2 q = clamp(p + ivec2(vec2(light.x, -light.y) * t * reach), ivec2(0), limit);
            vec4 other = texelFetch(g_space, q, 0);
            float gap = space.z - light.z * t - other.z;
            if (face && k > 1 && other.w == GLASSES) continue;  // thin frames cast one narrow shadow
            if (other.w != space.w && other.w != HULL && other.w != 0.0 && gap > -0.004 && gap < 0.55) {
                hidden = 1.0;
                break;
            }
        }
    }
    o_light = empty ? vec4(0.0, 0.0, 0.0, -1.0) : vec4(ndl, hidden, space.z, float(row));
}
