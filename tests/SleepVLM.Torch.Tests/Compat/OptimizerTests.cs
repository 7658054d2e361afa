using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Optimizers against their formulas in plain numbers, on the loss (x - 3)^2 / 2 whose gradient is x - 3.</summary>
public sealed class OptimizerTests
{
    private static double[] Run(Func<Parameter, optim.Optimizer> create, int steps, double start = 1)
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(tensor(start));
        using var optimizer = create(x);
        var path = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            ((x - 3).square() / 2).backward();
            optimizer.step();
            path[i] = x.item<double>();
        }
        return path;
    }

    private static double[] Adam(int steps, bool decoupled, double decay, bool amsgrad, double lr = 0.1, double beta1 = 0.8, double beta2 = 0.95, double eps = 1e-4)
    {
        double x = 1, mean = 0, square = 0, largest = 0;
        var path = new double[steps];
        for (var i = 1; i <= steps; i++)
        {
            var gradient = x - 3;
            if (decoupled) x *= 1 - (lr * decay);
            else gradient += decay * x;
            mean = (beta1 * mean) + ((1 - beta1) * gradient);
            square = (beta2 * square) + ((1 - beta2) * gradient * gradient);
            largest = Math.Max(largest, square);
            var root = Math.Sqrt(amsgrad ? largest : square) / Math.Sqrt(1 - Math.Pow(beta2, i));
            x -= lr / (1 - Math.Pow(beta1, i)) * mean / (root + eps);
            path[i - 1] = x;
        }
        return path;
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.3, false)]
    [InlineData(0.3, true)]
    public void AdamW_FollowsItsFormula(double decay, bool amsgrad) =>
        AssertPath(
            Adam(40, decoupled: true, decay, amsgrad),
            Run(x => optim.AdamW([x], 0.1, 0.8, 0.95, 1e-4, decay, amsgrad), 40));

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.3, true)]
    public void Adam_FollowsItsFormula(double decay, bool amsgrad) =>
        AssertPath(
            Adam(40, decoupled: false, decay, amsgrad),
            Run(x => optim.Adam([x], 0.1, 0.8, 0.95, 1e-4, decay, amsgrad), 40));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.9, 0.1, false)]
    [InlineData(0.9, 0, true)]
    public void Sgd_FollowsItsFormula(double momentum, double dampening, bool nesterov)
    {
        double x = 1, direction = 0;
        var expected = new double[20];
        for (var i = 0; i < expected.Length; i++)
        {
            var gradient = x - 3 + (0.01 * x);
            direction = i == 0 ? gradient : (momentum * direction) + ((1 - dampening) * gradient);
            if (momentum == 0) direction = gradient;
            x -= 0.05 * (nesterov ? gradient + (momentum * direction) : direction);
            expected[i] = x;
        }
        AssertPath(expected, Run(p => optim.SGD([p], 0.05, momentum, dampening, 0.01, nesterov), 20));
    }

    [Fact]
    public void ParamGroups_HaveTheirOwnRates()
    {
        using var scope = NewDisposeScope();
        var (fast, slow) = (new Parameter(zeros(2)), new Parameter(zeros(2)));
        using var optimizer = optim.AdamW([new AdamW.ParamGroup([fast], lr: 0.5), new AdamW.ParamGroup([slow], lr: 0.001)]);
        foreach (var group in optimizer.ParamGroups) group.LearningRate /= 10;
        (fast.sum() + slow.sum()).backward();
        optimizer.step();
        Close.To([-0.05, -0.05], fast, 1e-5);
        Close.To([-0.0001, -0.0001], slow, 1e-5);
        Assert.Equal([0.5, 0.001], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
    }

    [Fact]
    public void Step_LeavesParametersWithoutGradientAlone()
    {
        using var scope = NewDisposeScope();
        var (used, unused) = (new Parameter(ones(2)), new Parameter(ones(2)));
        using var optimizer = optim.AdamW([used, unused], weight_decay: 0.5);
        used.sum().backward();
        optimizer.step();
        Close.To([1, 1], unused);
        Assert.NotEqual(1, Close.Values(used)[0]);
    }

    [Fact]
    public void State_SavedAndRestored_ContinuesAsIfNeverInterrupted()
    {
        using var scope = NewDisposeScope();
        var whole = Train(40, null);
        using var stream = new MemoryStream();
        var resumed = Train(20, stream);
        Assert.Equal(whole, Continue(resumed, 20, stream));
    }

    private static double[] Train(int steps, MemoryStream? saveTo)
    {
        var x = new Parameter(tensor(new[] { 1.0, -2, 5 }));
        using var optimizer = optim.AdamW([x], 0.1, weight_decay: 0.1);
        Steps(x, optimizer, steps);
        if (saveTo is not null) ((OptimizerHelper)optimizer).save_state_dict(new BinaryWriter(saveTo));
        return Close.Values(x);
    }

    private static double[] Continue(double[] from, int steps, MemoryStream saved)
    {
        var x = new Parameter(tensor(from));
        using var optimizer = optim.AdamW([x], 0.7);
        saved.Position = 0;
        optimizer.load_state_dict(new BinaryReader(saved));
        Assert.Equal(20, ((AdamW.State)optimizer.state_dict().State[0]).step);
        Steps(x, optimizer, steps);
        return Close.Values(x);
    }

    private static void Steps(Parameter x, optim.Optimizer optimizer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            (x - 3).pow(4).sum().backward();
            optimizer.step();
        }
    }

    [Fact]
    public void ClipGradNorm_ScalesOnlyWhatIsTooLong()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(zeros(1)), new Parameter(zeros(1)));
        (3 * a + 4 * b).backward();
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 10), 1e-5);
        Close.To([3], a.grad!);
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-5);
        Close.To([0.6], a.grad!, 1e-5);
        Close.To([0.8], b.grad!, 1e-5);
        Assert.Equal(0.8, nn.utils.clip_grad_norm_([a, b], 10, double.PositiveInfinity), 1e-5);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(zeros(1));
        Assert.Throws<ArgumentException>(() => optim.AdamW([x], lr: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam([x], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD([x], -0.1));
    }

    private static void AssertPath(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
    }
}
