// A dense perceptron with one hidden layer: the cross entropy of its answers.
#include <math.h>
#include <stdlib.h>

double perceptron(
    int pixels, int inner, int classes, int samples, const double *w1, const double *b1, const double *w2, const double *b2, const double *images, const int *labels)
{
    double *hidden = malloc((size_t)(inner + classes) * sizeof(double));
    double *scores = hidden + inner;
    double loss = 0;
    for (int s = 0; s < samples; s++)
    {
        for (int j = 0; j < inner; j++)
        {
            double sum = b1[j];
            for (int i = 0; i < pixels; i++)
            {
                sum += w1[j * pixels + i] * images[s * pixels + i];
            }

            hidden[j] = tanh(sum);
        }

        double total = 0;
        for (int c = 0; c < classes; c++)
        {
            double sum = b2[c];
            for (int j = 0; j < inner; j++)
            {
                sum += w2[c * inner + j] * hidden[j];
            }

            scores[c] = sum;
            total += exp(sum);
        }

        loss += log(total) - scores[labels[s]];
    }

    free(hidden);
    return loss;
}
