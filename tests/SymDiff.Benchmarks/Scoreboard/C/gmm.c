// The posterior of a mixture of normal distributions, with a Wishart prior.
#include <math.h>
#include <stdlib.h>

static double log_sum_exp(int n, const double *v)
{
    double max = -INFINITY;
    for (int i = 0; i < n; i++)
    {
        max = v[i] > max ? v[i] : max;
    }

    double sum = 0;
    for (int i = 0; i < n; i++)
    {
        sum += exp(v[i] - max);
    }

    return max + log(sum);
}

static double squared_norm(int n, const double *v)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
    {
        sum += v[i] * v[i];
    }

    return sum;
}

double gmm(int d, int components, int n, const double *alpha, const double *mu, const double *q, const double *l, const double *x, int m, double gamma)
{
    int below = d * (d - 1) / 2;
    double *memory = malloc((size_t)(components * d + 2 * components + 2 * d) * sizeof(double));
    double *diagonals = memory;
    double *logs = diagonals + components * d;
    double *terms = logs + components;
    double *restrict centred = terms + components;
    double *restrict scaled = centred + d;
    double all_logs = 0;
    for (int k = 0; k < components; k++)
    {
        logs[k] = 0;
        for (int j = 0; j < d; j++)
        {
            diagonals[k * d + j] = exp(q[k * d + j]);
            logs[k] += q[k * d + j];
        }

        all_logs += logs[k];
    }

    double likelihood = 0;
    for (int i = 0; i < n; i++)
    {
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; j < d; j++)
            {
                centred[j] = x[i * d + j] - mu[k * d + j];
                scaled[j] = diagonals[k * d + j] * centred[j];
            }

            const double *lower = l + k * below;
            for (int column = 0; column < d; column++)
            {
                for (int row = column + 1; row < d; row++)
                {
                    scaled[row] += *lower++ * centred[column];
                }
            }

            terms[k] = alpha[k] + logs[k] - 0.5 * squared_norm(d, scaled);
        }

        likelihood += log_sum_exp(components, terms);
    }

    double freedom = d + m + 1;
    double squares = squared_norm(components * d, diagonals) + squared_norm(components * below, l);
    double multigamma = d * (d - 1) * 0.25 * log(M_PI);
    for (int j = 0; j < d; j++)
    {
        multigamma += lgamma(0.5 * (freedom - j));
    }

    double prior = components * (freedom * d * (log(gamma) - 0.5 * log(2)) - multigamma) - 0.5 * gamma * gamma * squares + m * all_logs;
    double result = likelihood - n * (0.5 * d * log(2 * M_PI) + log_sum_exp(components, alpha)) + prior;
    free(memory);
    return result;
}
