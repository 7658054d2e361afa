using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Training;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>Losses, gradients and a step of the optimizer against the reference (tests/golden/qwen/train_step.json).</summary>
public sealed class TrainerGoldenTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learn_OneStep_EqualsTheReference(bool recompute)
    {
        var expected = GoldenQwen.Read("train_step.json").GetProperty("float32");
        using var scope = NewDisposeScope();
        using var model = GoldenStep.Model();
        using var trainer = new Trainer(model, null, model.named_parameters(), GoldenStep.Settings with { Recompute = recompute });
        var plan = GoldenStep.Plan(model.Config, both: false);
        var first = trainer.Learn(plan);
        Assert.Equal(expected.GetProperty("loss_answer_only").GetDouble(), first.Loss, 1e-5);
        Assert.Equal(1, first.GradientNorm / expected.GetProperty("grad_l2_total").GetDouble(), 1e-4);
        foreach (var weight in expected.GetProperty("params_after_step_first4").EnumerateObject())
        {
            var values = ModelFiles.HostValues(model.named_parameters().Single(p => p.name == weight.Name).parameter);
            var wanted = GoldenQwen.Floats(weight.Value);
            // Adam's first step is the sign of the gradient: where that is near 0, rounding decides.
            for (var i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], values[i], 2e-5f);
        }

        Assert.Equal(expected.GetProperty("loss_after_one_clipped_adamw_step").GetDouble(), trainer.Learn(plan).Loss, 2e-3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learn_TwoTurnsOfOtherLengthsAndPictures_EqualsTheReference(bool recompute)
    {
        var expected = GoldenQwen.Read("train_step.json").GetProperty("float32").GetProperty("batch2_right_padded");
        using var scope = NewDisposeScope();
        using var model = GoldenStep.Model();
        using var trainer = new Trainer(model, null, model.named_parameters(), GoldenStep.Settings with { Recompute = recompute });
        Assert.Equal(expected.GetProperty("loss").GetDouble(), trainer.Learn(GoldenStep.Plan(model.Config, both: true)).Loss, 1e-5);
    }

    [Fact]
    public void Learn_TwoBatchesAccumulated_EqualOneOfBoth()
    {
        using var scope = NewDisposeScope();
        using var together = GoldenStep.Model();
        using var apart = GoldenStep.Model();
        var both = GoldenStep.Plan(together.Config, both: true);
        var batch = both.Batches[0];
        var halves = both with { Batches = [.. batch.Turns.Select(turn => batch with { Turns = [turn] })] };
        using var one = new Trainer(together, null, together.named_parameters(), GoldenStep.Settings);
        using var two = new Trainer(apart, null, apart.named_parameters(), GoldenStep.Settings with { Accumulate = 2 });
        var (whole, parts) = (one.Learn(both), two.Learn(halves));
        Assert.Equal(whole.Loss, parts.Loss, 1e-5);
        Assert.Equal(1, parts.GradientNorm / whole.GradientNorm, 1e-4);
    }
}
