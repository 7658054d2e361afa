using MathNet.Numerics.LinearAlgebra;
using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Mean absolute error of one quantity over stretches, channels and epochs, dB.</summary>
/// <param name="Quantity">What is read.</param>
/// <param name="Mean">When the mean of other nights is said each time.</param>
/// <param name="Columns">When it is read off statistics of pixel columns, by regression on other nights.</param>
/// <param name="Model">Of the model's heads.</param>
/// <param name="Bias">Mean of what the model reads less what is there: what lies in this recording and not in those it learned from.</param>
/// <param name="Stretches">Stretches of channels that were read.</param>
public sealed record WaveformError(string Quantity, double Mean, double Columns, double Model, double Bias, int Stretches);

/// <summary>How well a model's vision tower reads waveforms off pictures, against two readers without one.</summary>
public static class WaveformReport
{
    private const int PicturesPerPass = 16;
    private static readonly string[] Names =
        [.. StretchTargets.BandsHz.Select(band => FormattableString.Invariant($"{band.From}-{band.To} Hz")), "mean amplitude", "chin mean amplitude"];

    /// <summary>Measures.</summary>
    /// <param name="folder">Model with heads under <c>training/</c>.</param>
    /// <param name="fitted">Nights that the other readers are set on.</param>
    /// <param name="judged">Nights that all are judged on.</param>
    /// <param name="device">Where the model runs.</param>
    /// <exception cref="SleepVlmException">The model has no heads.</exception>
    public static IReadOnlyList<WaveformError> Measure(string folder, IReadOnlyList<TrainingNight> fitted, IReadOnlyList<TrainingNight> judged, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var config = Qwen25VlConfig.Read(folder);
        using var model = ModelFiles.Load(folder, config, device);
        using var heads = new PerceptionHeads(config, ImagePatches.GridOf(fitted[0].Prepared.Style.WidthPx, fitted[0].Prepared.Style.HeightPx, config.Vision));
        var path = new TrainingFolder(folder).HeadsPath;
        if (!File.Exists(path)) throw new SleepVlmException($"{folder}: has no {Path.GetRelativePath(folder, path)}; name a folder that 'sleepvlm train wpt' or 'train sft' wrote");
        HeadFiles.Load(path, heads);
        TorchSharp.ModuleExtensionMethods.to(heads, device, model.Dtype);

        var readers = Enumerable.Range(0, StretchTargets.PerStretch).Select(_ => new Reader()).ToArray();
        foreach (var night in fitted) Visit(night, heads.Stretches, (epoch, targets, image, _) => Feed(night, image, targets, (quantity, figures, target, _) => readers[quantity].Learn(figures, target)), null);
        foreach (var reader in readers) reader.Settle();
        var sums = Names.Select(_ => new Sums()).ToArray();
        foreach (var night in judged)
            Visit(night, heads.Stretches, (epoch, targets, image, seen) => Feed(night, image, targets, (quantity, figures, target, at) =>
            {
                var sum = sums[quantity == StretchTargets.PerStretch - 1 ? Names.Length - 1 : quantity % StretchTargets.PerChannel];
                sum.Add(quantity, target, readers[quantity].Mean, readers[quantity].Read(figures), seen![at]);
            }), images => See(model, heads, images));
        return [.. Names.Zip(sums).Where(pair => pair.Second.Count > 0).Select(pair => pair.Second.ToError(pair.First))];
    }

    private static void Visit(TrainingNight night, int stretches, Action<EpochIndex, float[], EpochImage, float[]?> visit, Func<EpochImage[], float[][]>? see)
    {
        foreach (var chunk in night.Epochs.Select(epoch => epoch.Index).Chunk(PicturesPerPass))
        {
            var images = chunk.Select(night.Picture).ToArray();
            var seen = see?.Invoke(images);
            for (var i = 0; i < chunk.Length; i++) visit(chunk[i], StretchTargets.Of(night.Prepared, chunk[i], stretches), images[i], seen?[i]);
        }
    }

    private static float[][] See(Qwen25Vl model, PerceptionHeads heads, EpochImage[] images)
    {
        using var scope = NewDisposeScope();
        var batch = Generation.PixelBatch.Create(images, model.Config.Vision, model.Device);
        var tokens = model.EncodeImages(batch.Pixels, batch.Grids);
        return [.. ModelFiles.HostValues(heads.Waveforms(tokens.view(images.Length, -1, tokens.shape[1]))).Chunk(heads.Stretches * StretchTargets.PerStretch)];
    }

    private static void Feed(TrainingNight night, EpochImage image, float[] targets, Action<int, double[], float, int> feed)
    {
        var channels = night.Prepared.Montage.Channels;
        for (var row = 0; row < channels.Count; row++)
        {
            var role = channels[row].Role;
            var stretches = targets.Length / StretchTargets.PerStretch;
            var figures = PictureStatistics.Of(image, role, night.Prepared.Style.BandOf(role, row), night.Prepared.Style.BandsFor(channels.Count), stretches);
            for (var stretch = 0; stretch < stretches; stretch++)
                for (var i = 0; i < (role == ChannelRole.Chin ? 1 : StretchTargets.PerChannel); i++)
                {
                    var quantity = (int)role * StretchTargets.PerChannel + i;
                    var at = stretch * StretchTargets.PerStretch + quantity;
                    feed(quantity, figures[(stretch * PictureStatistics.Count)..((stretch + 1) * PictureStatistics.Count)], targets[at], at);
                }
        }
    }

    /// <summary>Least squares on figures of columns, and the mean.</summary>
    private sealed class Reader
    {
        private readonly Matrix<double> _products = Matrix<double>.Build.DenseDiagonal(PictureStatistics.Count, 1e-3);
        private readonly Vector<double> _targets = Vector<double>.Build.Dense(PictureStatistics.Count);
        private Vector<double> _weights = Vector<double>.Build.Dense(PictureStatistics.Count);
        private double _sum;
        private int _count;

        public double Mean => _sum / Math.Max(1, _count);

        public void Learn(double[] figures, float target)
        {
            for (var i = 0; i < figures.Length; i++)
            {
                _targets[i] += figures[i] * target;
                for (var j = 0; j < figures.Length; j++) _products[i, j] += figures[i] * figures[j];
            }

            _sum += target;
            _count++;
        }

        public void Settle() => _weights = _products.Solve(_targets);

        public double Read(double[] figures) => _weights.DotProduct(Vector<double>.Build.Dense(figures));
    }

    private sealed class Sums
    {
        private readonly double[] _errors = new double[3];
        private double _bias;

        public int Count { get; private set; }

        public void Add(int quantity, float target, params ReadOnlySpan<double> given)
        {
            var decibels = StretchTargets.DecibelsPerUnit(quantity);
            for (var i = 0; i < given.Length; i++) _errors[i] += decibels * Math.Abs(given[i] - target);
            _bias += decibels * (given[^1] - target);
            Count++;
        }

        public WaveformError ToError(string name) => new(name, _errors[0] / Count, _errors[1] / Count, _errors[2] / Count, _bias / Count, Count);
    }
}
