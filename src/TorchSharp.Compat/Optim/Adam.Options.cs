namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>Settings of a group.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Decay of the mean of gradients.</summary>
        public double? beta1;

        /// <summary>Decay of the mean of squared gradients.</summary>
        public double? beta2;

        /// <summary>Added to the denominator.</summary>
        public double? eps;

        /// <summary>Weight decay.</summary>
        public double? weight_decay;

        /// <summary>Divide by the largest mean of squares so far.</summary>
        public bool? amsgrad;

        /// <summary>Climb instead of descend.</summary>
        public bool? maximize;

        internal void CheckRanges()
        {
            if (LearningRate < 0) throw new ArgumentException($"Invalid learning rate: {LearningRate}");
            if (eps < 0) throw new ArgumentException($"Invalid eps: {eps}");
            if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1: {beta1}");
            if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2: {beta2}");
            if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        }

        internal void FillFrom(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            if (InitialLearningRate == 0) InitialLearningRate = LearningRate!.Value;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (beta1, beta2, eps, weight_decay, amsgrad, maximize) = (other.beta1, other.beta2, other.eps, other.weight_decay, other.amsgrad, other.maximize);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            (beta1, beta2, eps, weight_decay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            (amsgrad, maximize) = (reader.ReadBoolean(), reader.ReadBoolean());
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            foreach (var value in (double?[])[beta1, beta2, eps, weight_decay]) writer.Write(value!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }
    }
}
