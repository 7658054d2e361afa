using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>What is kept for one parameter.</summary>
    public class State : OptimizerState, IDisposable
    {
        /// <summary>Steps done.</summary>
        public long step;

        /// <summary>The decaying mean of the gradients.</summary>
        public Tensor exp_avg;

        /// <summary>The decaying mean of the squared gradients.</summary>
        public Tensor exp_avg_sq;

        /// <summary>The largest mean of squares so far; null unless amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

        internal State(Parameter parameter, bool amsgrad)
        {
            exp_avg = zeros_like(parameter).DetachFromDisposeScope();
            exp_avg_sq = zeros_like(parameter).DetachFromDisposeScope();
            if (amsgrad) max_exp_avg_sq = zeros_like(parameter).DetachFromDisposeScope();
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            exp_avg = exp_avg.to(device, disposeAfter: true).DetachFromDisposeScope();
            exp_avg_sq = exp_avg_sq.to(device, disposeAfter: true).DetachFromDisposeScope();
            max_exp_avg_sq = max_exp_avg_sq?.to(device, disposeAfter: true).DetachFromDisposeScope();
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            using var unrecorded = no_grad();
            step = other.step;
            exp_avg.copy_(other.exp_avg);
            exp_avg_sq.copy_(other.exp_avg_sq);
            KeepLargest(other.max_exp_avg_sq is not null);
            if (other.max_exp_avg_sq is { } largest) max_exp_avg_sq!.copy_(largest);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            exp_avg.Load(reader);
            exp_avg_sq.Load(reader);
            KeepLargest(reader.ReadBoolean());
            max_exp_avg_sq?.Load(reader);
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
            writer.Write(max_exp_avg_sq is not null);
            max_exp_avg_sq?.Save(writer);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && exp_avg.allclose(state.exp_avg) && exp_avg_sq.allclose(state.exp_avg_sq)
            && (max_exp_avg_sq is null || (state.max_exp_avg_sq is { } largest && max_exp_avg_sq.allclose(largest)));

        /// <summary>Releases the tensors.</summary>
        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
            GC.SuppressFinalize(this);
        }

        private void KeepLargest(bool keep)
        {
            if (keep) max_exp_avg_sq ??= zeros_like(exp_avg_sq).DetachFromDisposeScope();
            else
            {
                max_exp_avg_sq?.Dispose();
                max_exp_avg_sq = null;
            }
        }
    }
}
