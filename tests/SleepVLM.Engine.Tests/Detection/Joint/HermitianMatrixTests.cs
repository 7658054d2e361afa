using System.Numerics;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Tests.Detection.Joint;

public class HermitianMatrixTests
{
    [Fact]
    public void Invert_RandomMatrices_GivesTheIdentityWithTheirInverse()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            const int Size = 5;
            Complex Draw() => new(random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            Complex[] factor = [.. Enumerable.Range(0, Size * Size).Select(_ => Draw())];
            var matrix = new Complex[Size * Size];
            for (var row = 0; row < Size; row++)
                for (var column = 0; column < Size; column++)
                {
                    matrix[row * Size + column] = row == column ? 0.1 : 0;
                    for (var k = 0; k < Size; k++) matrix[row * Size + column] += factor[row * Size + k] * Complex.Conjugate(factor[column * Size + k]);
                }

            Complex[] inverse = [.. matrix];
            HermitianMatrix.Invert(inverse, Size);
            for (var row = 0; row < Size; row++)
                for (var column = 0; column < Size; column++)
                {
                    var product = Enumerable.Range(0, Size).Aggregate(Complex.Zero, (sum, k) => sum + matrix[row * Size + k] * inverse[k * Size + column]);
                    Assert.True((product - (row == column ? 1 : 0)).Magnitude < 1e-6, $"seed {seed}");
                }
        }
    }
}
