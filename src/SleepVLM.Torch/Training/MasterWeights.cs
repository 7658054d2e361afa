using SleepVLM.Torch.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Float32 copies of weights that compute in bfloat16, with AdamW on the copies; owns its tensors.</summary>
/// <remarks>A step smaller than bfloat16's resolution would be lost on the weights themselves.</remarks>
public sealed class MasterWeights
{
    private readonly (string Name, Parameter Working, Parameter Master, Tensor Mean)[] _pairs;
    private readonly AdamW _optimizer;
    private readonly double _clipNorm;
    private long _averaged;

    /// <param name="parameters">The weights by name.</param>
    /// <param name="settings">Optimizer settings (arXiv 2603.26738: betas 0.9 and 0.95, eps 1e-8).</param>
    public MasterWeights(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingSettings settings)
    {
        _clipNorm = settings.ClipNorm;
        _pairs = [.. parameters.Select(p => (p.Name, p.Parameter, new Parameter(p.Parameter.detach().to(ScalarType.Float32).clone()), zeros_like(p.Parameter, ScalarType.Float32)))];
        _optimizer = optim.AdamW(
            [
                new AdamW.ParamGroup(_pairs.Where(p => p.Master.dim() >= 2).Select(p => p.Master), new AdamW.Options { weight_decay = settings.WeightDecay }),
                new AdamW.ParamGroup(_pairs.Where(p => p.Master.dim() < 2).Select(p => p.Master), new AdamW.Options { weight_decay = 0 }),
            ],
            settings.PeakLearningRate, 0.9, 0.95, 1e-8);
    }

    /// <summary>By name: the mean of the copies since averaging began, or the copies themselves before that.</summary>
    public IEnumerable<(string Name, Tensor Weight)> Named => _pairs.Select(p => (p.Name, _averaged > 0 ? p.Mean : p.Master));

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

    /// <summary>Clips the gradients, steps, and writes the weights back.</summary>
    /// <returns>Gradient norm before clipping.</returns>
    public double Step(double learningRate)
    {
        foreach (var (_, working, master, _) in _pairs) master.grad = working.grad?.to(ScalarType.Float32);
        var norm = nn.utils.clip_grad_norm_(_pairs.Select(p => p.Master), _clipNorm);
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = learningRate;
        _optimizer.step();
        CopyBack();
        return norm;
    }

    /// <summary>Writes the copies and the optimizer's state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_averaged);
        foreach (var pair in _pairs)
            foreach (var value in ModelFiles.HostValues(pair.Master).Concat(ModelFiles.HostValues(pair.Mean))) writer.Write(value);
        _optimizer.save_state_dict(writer);
    }

    /// <summary>Reads back what <see cref="Save"/> wrote.</summary>
    /// <exception cref="IOException">The file is cut off.</exception>
    public void Load(BinaryReader reader)
    {
        using var _ = no_grad();
        _averaged = reader.ReadInt64();
        foreach (var pair in _pairs)
        {
            Read(pair.Master);
            Read(pair.Mean);
        }

        _optimizer.load_state_dict(reader);
        CopyBack();

        void Read(Tensor target)
        {
            using var scope = NewDisposeScope();
            var values = new float[target.numel()];
            for (var i = 0; i < values.Length; i++) values[i] = reader.ReadSingle();
            target.copy_(tensor(values, target.shape));
        }
    }

    /// <summary>Writes the copies into the model, rounded to its element type.</summary>
    public void CopyBack()
    {
        using var _ = no_grad();
        foreach (var (_, working, master, _) in _pairs) working.copy_(master);
    }
}
