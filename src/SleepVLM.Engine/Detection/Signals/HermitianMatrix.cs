using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Small Hermitian positive definite matrices, row by row.</summary>
internal static class HermitianMatrix
{
    /// <summary>Inverts in place by Gauss-Jordan elimination without pivoting, which a positive definite matrix does not need.</summary>
    /// <param name="matrix"><c>[row * size + column]</c>.</param>
    /// <param name="size">Rows and columns.</param>
    public static void Invert(Span<Complex> matrix, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
        {
            var scale = 1 / matrix[pivot * size + pivot];
            matrix[pivot * size + pivot] = Complex.One;
            for (var column = 0; column < size; column++) matrix[pivot * size + column] *= scale;
            for (var row = 0; row < size; row++)
            {
                if (row == pivot) continue;
                var factor = matrix[row * size + pivot];
                matrix[row * size + pivot] = Complex.Zero;
                for (var column = 0; column < size; column++) matrix[row * size + column] -= factor * matrix[pivot * size + column];
            }
        }
    }
}
