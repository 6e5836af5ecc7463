// Least squares, the logarithm of a sum of exponentials, and clustering.
#include <math.h>

double llsq(int m, const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
    {
        double t = -1 + i * 2.0 / (n - 1);
        double residual = (t > 0) - (t < 0);
        double power = 1;
        for (int j = 0; j < m; j++)
        {
            residual -= x[j] * power;
            power *= t;
        }

        sum += residual * residual;
    }

    return sum / 2;
}

double lse(int n, const double *x)
{
    double largest = x[0];
    for (int i = 1; i < n; i++)
    {
        largest = x[i] > largest ? x[i] : largest;
    }

    double sum = 0;
    for (int i = 0; i < n; i++)
    {
        sum += exp(x[i] - largest);
    }

    return largest + log(sum);
}

double kmeans(int n, int k, int d, const double *points, const double *centroids)
{
    double cost = 0;
    for (int i = 0; i < n; i++)
    {
        double nearest = INFINITY;
        for (int j = 0; j < k; j++)
        {
            double sum = 0;
            for (int c = 0; c < d; c++)
            {
                double difference = points[i * d + c] - centroids[j * d + c];
                sum += difference * difference;
            }

            nearest = sum < nearest ? sum : nearest;
        }

        cost += nearest;
    }

    return cost;
}
