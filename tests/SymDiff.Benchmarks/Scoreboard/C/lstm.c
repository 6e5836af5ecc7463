// Layers of long short-term memory cells, whose weight matrices are diagonal.
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

double lstm(int bits, int layers, int characters, const double *gates, const double *ends, const double *initial, const double *text)
{
    double *state = malloc((size_t)(2 * layers * bits + bits) * sizeof(double));
    double *signal = state + 2 * layers * bits;
    memcpy(state, initial, (size_t)(2 * layers * bits) * sizeof(double));
    double total = 0;
    for (int t = 0; t < characters - 1; t++)
    {
        for (int i = 0; i < bits; i++)
        {
            signal[i] = text[t * bits + i] * ends[i];
        }

        for (int layer = 0; layer < layers; layer++)
        {
            const double *w = gates + 8 * layer * bits;
            const double *b = w + 4 * bits;
            double *hidden = state + 2 * layer * bits;
            double *cell = hidden + bits;
            for (int i = 0; i < bits; i++)
            {
                double forget = sigmoid(signal[i] * w[i] + b[i]);
                double enter = sigmoid(hidden[i] * w[bits + i] + b[bits + i]);
                double leave = sigmoid(signal[i] * w[2 * bits + i] + b[2 * bits + i]);
                double change = tanh(hidden[i] * w[3 * bits + i] + b[3 * bits + i]);
                cell[i] = cell[i] * forget + enter * change;
                hidden[i] = leave * tanh(cell[i]);
                signal[i] = hidden[i];
            }
        }

        double sum = 2;
        for (int i = 0; i < bits; i++)
        {
            signal[i] = signal[i] * ends[bits + i] + ends[2 * bits + i];
            sum += exp(signal[i]);
        }

        double log_sum = log(sum);
        for (int i = 0; i < bits; i++)
        {
            total -= text[(t + 1) * bits + i] * (signal[i] - log_sum);
        }
    }

    free(state);
    return total / ((characters - 1) * bits);
}
