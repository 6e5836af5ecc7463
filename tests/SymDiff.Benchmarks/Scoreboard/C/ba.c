// Bundle adjustment: eleven numbers a camera (rotation, centre, focal length, middle of the picture, distortion), three a point.
#include <math.h>

static double dot(const double *a, const double *b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double *a, const double *b, double *c)
{
    c[0] = a[1] * b[2] - a[2] * b[1];
    c[1] = a[2] * b[0] - a[0] * b[2];
    c[2] = a[0] * b[1] - a[1] * b[0];
}

static void rotated(const double *rotation, const double *q, double *p)
{
    double square = dot(rotation, rotation);
    double turned[3];
    if (square == 0)
    {
        cross(rotation, q, turned);
        for (int j = 0; j < 3; j++)
        {
            p[j] = q[j] + turned[j];
        }

        return;
    }

    double angle = sqrt(square);
    double cosine = cos(angle);
    double sine = sin(angle);
    double axis[3];
    for (int j = 0; j < 3; j++)
    {
        axis[j] = rotation[j] / angle;
    }

    cross(axis, q, turned);
    double along = dot(axis, q) * (1 - cosine);
    for (int j = 0; j < 3; j++)
    {
        p[j] = cosine * q[j] + sine * turned[j] + along * axis[j];
    }
}

double ba(int observations, const double *cameras, const double *points, const double *weights, const int *seen, const double *features, double *errors, double *weight_errors)
{
    for (int i = 0; i < observations; i++)
    {
        const double *camera = cameras + 11 * seen[2 * i];
        const double *point = points + 3 * seen[2 * i + 1];
        double q[3];
        double p[3];
        for (int j = 0; j < 3; j++)
        {
            q[j] = point[j] - camera[3 + j];
        }

        rotated(camera, q, p);
        double x = p[0] / p[2];
        double y = p[1] / p[2];
        double square = x * x + y * y;
        double scale = camera[6] * (1 + camera[9] * square + camera[10] * square * square);
        errors[2 * i] = weights[i] * (scale * x + camera[7] - features[2 * i]);
        errors[2 * i + 1] = weights[i] * (scale * y + camera[8] - features[2 * i + 1]);
    }

    for (int i = 0; i < observations; i++)
    {
        weight_errors[i] = 1 - weights[i] * weights[i];
    }

    return errors[0];
}
