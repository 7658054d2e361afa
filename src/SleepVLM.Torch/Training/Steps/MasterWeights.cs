using SleepVLM.Torch.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Float32 copies of the weights that learn, with AdamW on the copies; owns its tensors.</summary>
/// <remarks>A step smaller than bfloat16's resolution would be lost on the weights themselves.</remarks>
public sealed class MasterWeights : IDisposable
{
    private readonly (string Name, Parameter Working, Parameter Master, Tensor Mean)[] _pairs;
    private readonly AdamW _optimizer;
    private readonly double[] _rates;
    private readonly double _clipNorm;
    private readonly bool _centresPatches;
    private long _averaged;

    /// <param name="parameters">The weights that learn, by name.</param>
    /// <param name="settings">Optimizer settings (arXiv 2603.26738: betas 0.9 and 0.95, eps 1e-8).</param>
    public MasterWeights(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingSettings settings)
    {
        (_clipNorm, _centresPatches) = (settings.ClipNorm, settings.CentrePatches);
        _pairs = [.. parameters.Select(p => (p.Name, p.Parameter, Own(p.Parameter), zeros_like(p.Parameter, ScalarType.Float32).DetachFromDisposeScope()))];
        (IEnumerable<Parameter> Weights, double Decay, double Rate)[] groups =
        [
            (_pairs.Select(p => p.Master).Where(weight => weight.dim() == 2), settings.WeightDecay, 1),
            (_pairs.Select(p => p.Master).Where(weight => weight.dim() < 2), 0, 1),
            // Only the patch projection's kernels have more dimensions.
            (_pairs.Select(p => p.Master).Where(weight => weight.dim() > 2), settings.WeightDecay, settings.PatchRate),
        ];
        groups = [.. groups.Where(group => group.Weights.Any())];
        _rates = [.. groups.Select(group => group.Rate)];
        _optimizer = optim.AdamW(
            [.. groups.Select(group => new AdamW.ParamGroup(group.Weights, new AdamW.Options { weight_decay = group.Decay }))],
            settings.PeakLearningRate, 0.9, 0.95, 1e-8);
    }

    /// <summary>By name: the mean of the copies since averaging began, or the copies themselves before that.</summary>
    public IEnumerable<(string Name, Tensor Weight)> Named => _pairs.Select(p => (p.Name, _averaged > 0 ? p.Mean : p.Master));

    /// <summary>Adds the model's gradients to those of the copies, and takes them from the model.</summary>
    public void Collect()
    {
        using var _ = no_grad();
        foreach (var (_, working, master, _) in _pairs)
        {
            using var scope = NewDisposeScope();
            if (working.grad is not { } fresh) continue;
            if (master.grad is { } earlier) earlier.add_(fresh);
            else master.grad = fresh.to(ScalarType.Float32, copy: true);
            working.grad = null;
        }
    }

    /// <summary>Clips the collected gradients, steps, and writes the weights back.</summary>
    /// <returns>Gradient norm before clipping.</returns>
    public double Step(double learningRate)
    {
        if (_centresPatches) CentrePatches();
        var norm = nn.utils.clip_grad_norm_(_pairs.Select(p => p.Master), _clipNorm);
        foreach (var (group, rate) in _optimizer.ParamGroups.Zip(_rates)) group.LearningRate = rate * learningRate;
        _optimizer.step();
        foreach (var pair in _pairs) pair.Master.grad = null;
        CopyBack();
        return norm;
    }

    // Pictures are mostly black, which normalised pixels show as one large constant: what a kernel's sum learns from it drowns what its shape learns from the traces.
    private void CentrePatches()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (_, _, master, _) in _pairs)
            if (master.dim() > 2 && master.grad is { } gradient) gradient.sub_(gradient.mean([3, 4], keepdim: true));
    }

    /// <summary>Takes the copies as they stand into the mean (Izmailov et al. 2018, stochastic weight averaging).</summary>
    public void Average()
    {
        using var _ = no_grad();
        _averaged++;
        foreach (var pair in _pairs)
        {
            using var scope = NewDisposeScope();
            pair.Mean.mul_(1 - 1.0 / _averaged).add_(pair.Master * (1.0 / _averaged));
        }
    }

    /// <summary>Lets the model compute with the mean, where there is one; <see cref="CopyBack"/> ends it.</summary>
    public void ShowMean()
    {
        using var _ = no_grad();
        if (_averaged > 0)
            foreach (var pair in _pairs) pair.Working.copy_(pair.Mean);
    }

    /// <summary>Writes the copies into the model, rounded to its element type.</summary>
    public void CopyBack()
    {
        using var _ = no_grad();
        foreach (var pair in _pairs) pair.Working.copy_(pair.Master);
    }

    /// <summary>Writes the copies, their mean and the optimizer's state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_averaged);
        writer.Write(_pairs.Length);
        foreach (var pair in _pairs)
        {
            writer.Write(pair.Name);
            Write(pair.Master);
            Write(pair.Mean);
        }

        _optimizer.save_state_dict(writer);

        void Write(Tensor tensor) => writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(ModelFiles.HostValues(tensor).AsSpan()));
    }

    /// <summary>Reads back what <see cref="Save"/> wrote, bit for bit.</summary>
    /// <exception cref="IOException">The file is cut off.</exception>
    /// <exception cref="InvalidDataException">It holds other weights.</exception>
    public void Load(BinaryReader reader)
    {
        using var _ = no_grad();
        _averaged = reader.ReadInt64();
        if (reader.ReadInt32() != _pairs.Length) throw new InvalidDataException("it holds another number of weights");
        foreach (var pair in _pairs)
        {
            if (reader.ReadString() != pair.Name) throw new InvalidDataException($"{pair.Name} is not where it should be");
            Read(pair.Master);
            Read(pair.Mean);
        }

        _optimizer.load_state_dict(reader);
        CopyBack();

        void Read(Tensor target)
        {
            using var scope = NewDisposeScope();
            var values = new float[target.numel()];
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
            target.copy_(tensor(values, target.shape));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        foreach (var pair in _pairs)
        {
            pair.Master.Dispose();
            pair.Mean.Dispose();
        }
    }

    private static Parameter Own(Parameter working)
    {
        using var scope = NewDisposeScope();
        return (Parameter)new Parameter(working.detach().to(ScalarType.Float32, copy: true)).DetachFromDisposeScope();
    }
}
