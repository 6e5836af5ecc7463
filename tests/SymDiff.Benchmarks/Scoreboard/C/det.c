// A determinant by expansion by minors: the columns that are left are a list, in which the one after the last is the first.
static double minor(const double *matrix, int size, int rows, int *next)
{
    const double *row = matrix + (size - rows) * size;
    int column = next[size];
    if (rows == 1)
    {
        return row[column];
    }

    double sum = 0;
    int before = size;
    for (int i = 0; i < rows; i++)
    {
        next[before] = next[column];
        double term = row[column] * minor(matrix, size, rows - 1, next);
        next[before] = column;
        sum = i % 2 == 0 ? sum + term : sum - term;
        before = column;
        column = next[column];
    }

    return sum;
}

double det(const double *matrix, int size)
{
    int next[64];
    for (int i = 0; i < size; i++)
    {
        next[i] = i + 1;
    }

    next[size] = 0;
    return minor(matrix, size, size, next);
}
