using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel of [batch, channel] or [batch, channel, length]: by the batch in training, by running figures else.</summary>
public sealed class BatchNorm1d : Module<Tensor, Tensor>
{
    private readonly double _eps;
    private readonly double _momentum;
    private readonly bool _tracks;
    private Parameter? _weight;
    private Parameter? _bias;

    internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm1d))
    {
        (_eps, _momentum, _tracks) = (eps, momentum, track_running_stats);
        if (affine)
        {
            weight = Layer.Constant([features], 1, device, dtype);
            bias = Layer.Constant([features], 0, device, dtype);
        }
        if (!track_running_stats) return;
        register_buffer(nameof(running_mean), zeros([features], dtype, device));
        register_buffer(nameof(running_var), ones([features], dtype, device));
        register_buffer(nameof(num_batches_tracked), zeros([], int64, device));
    }

    /// <summary>The scale; null where there is none.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    /// <summary>The shift; null where there is none.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <summary>The running mean of each channel.</summary>
    public Tensor? running_mean => get_buffer(nameof(running_mean));

    /// <summary>The running variance of each channel.</summary>
    public Tensor? running_var => get_buffer(nameof(running_var));

    /// <summary>Batches seen in training.</summary>
    public Tensor? num_batches_tracked => get_buffer(nameof(num_batches_tracked));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (training && _tracks) num_batches_tracked!.add_(1);
        return functional.batch_norm(input, running_mean, running_var, _weight, _bias, training || !_tracks, _momentum, _eps);
    }

    /// <summary>The fields are registered already, by the properties.</summary>
    protected override void RegisterComponents() { }
}
