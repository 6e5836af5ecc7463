// Hand tracking. A map is twelve numbers: what the three axes become, and where the origin goes.
#include <math.h>
#include <stdlib.h>

static void turned(const double *map, const double *v, double *w)
{
    for (int j = 0; j < 3; j++)
    {
        w[j] = v[0] * map[j] + v[1] * map[3 + j] + v[2] * map[6 + j];
    }
}

static void moved(const double *map, const double *v, double *w)
{
    turned(map, v, w);
    for (int j = 0; j < 3; j++)
    {
        w[j] += map[9 + j];
    }
}

static void after(const double *map, const double *first, double *both)
{
    turned(map, first, both);
    turned(map, first + 3, both + 3);
    turned(map, first + 6, both + 6);
    moved(map, first + 9, both + 9);
}

static void joint(double bent, double spread, double *map)
{
    double cb = cos(bent), sb = sin(bent), cs = cos(spread), ss = sin(spread);
    double rotation[12] = { cs, ss, 0, -ss * cb, cs * cb, sb, ss * sb, -cs * sb, cb, 0, 0, 0 };
    for (int j = 0; j < 12; j++)
    {
        map[j] = rotation[j];
    }
}

static void hand(const double *pose, double *map)
{
    double angle = sqrt(pose[0] * pose[0] + pose[1] * pose[1] + pose[2] * pose[2]);
    double cosine = cos(angle);
    double sine = sin(angle);
    for (int column = 0; column < 3; column++)
    {
        double e[3] = { column == 0, column == 1, column == 2 };
        double *to = map + 3 * column;
        if (angle < 0.0001)
        {
            for (int j = 0; j < 3; j++)
            {
                to[j] = e[j];
            }

            continue;
        }

        double a[3] = { pose[0] / angle, pose[1] / angle, pose[2] / angle };
        double c[3] = { a[1] * e[2] - a[2] * e[1], a[2] * e[0] - a[0] * e[2], a[0] * e[1] - a[1] * e[0] };
        double along = (a[0] * e[0] + a[1] * e[1] + a[2] * e[2]) * (1 - cosine);
        for (int j = 0; j < 3; j++)
        {
            to[j] = cosine * e[j] + sine * c[j] + along * a[j];
        }
    }

    for (int j = 0; j < 3; j++)
    {
        map[9 + j] = pose[3 + j];
    }
}

double ht(
    int bones,
    int skin_size,
    int count,
    const double *pose,
    const int *parents,
    const double *relatives,
    const double *inverses,
    const double *rest,
    const double *weights,
    int is_mirrored,
    const int *vertices,
    const double *measured,
    double *errors)
{
    double *memory = calloc((size_t)(2 * bones + 24 * bones + 3 * skin_size), sizeof(double));
    double *bent = memory;
    double *spread = bent + bones;
    double *absolute = spread + bones;
    double *maps = absolute + 12 * bones;
    double *skin = maps + 12 * bones;
    for (int finger = 0; finger < 5; finger++)
    {
        int bone = 2 + 4 * finger;
        const double *angles = pose + 6 + 4 * finger;
        bent[bone] = angles[0];
        spread[bone] = angles[1];
        bent[bone + 1] = angles[2];
        bent[bone + 2] = angles[3];
    }

    for (int b = 0; b < bones; b++)
    {
        double rotation[12];
        double relative[12];
        joint(bent[b], spread[b], rotation);
        after(relatives + 12 * b, rotation, relative);
        if (parents[b] < 0)
        {
            for (int j = 0; j < 12; j++)
            {
                absolute[12 * b + j] = relative[j];
            }
        }
        else
        {
            after(absolute + 12 * parents[b], relative, absolute + 12 * b);
        }

        after(absolute + 12 * b, inverses + 12 * b, maps + 12 * b);
    }

    double whole[12];
    hand(pose, whole);
    for (int i = 0; i < skin_size; i++)
    {
        double p[3] = { 0, 0, 0 };
        for (int b = 0; b < bones; b++)
        {
            double weight = weights[i * bones + b];
            if (weight != 0)
            {
                double q[3];
                moved(maps + 12 * b, rest + 3 * i, q);
                for (int j = 0; j < 3; j++)
                {
                    p[j] += weight * q[j];
                }
            }
        }

        if (is_mirrored)
        {
            p[0] = -p[0];
        }

        moved(whole, p, skin + 3 * i);
    }

    for (int i = 0; i < count; i++)
    {
        for (int j = 0; j < 3; j++)
        {
            errors[3 * i + j] = measured[3 * i + j] - skin[3 * vertices[i] + j];
        }
    }

    free(memory);
    return errors[0];
}
