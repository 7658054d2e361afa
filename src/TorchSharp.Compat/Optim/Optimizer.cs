using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>The groups, each with its own settings.</summary>
            protected IList<ParamGroup> _parameter_groups = [];

            /// <summary>The groups, to read and set their learning rates.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>The parameters of all groups.</summary>
            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            private protected Optimizer() { }

            /// <summary>Zeroes the gradients, in place.</summary>
            public virtual void zero_grad()
            {
                foreach (var group in _parameter_groups)
                    foreach (var parameter in group.Parameters)
                        GradientReset.Apply(parameter, setToNone: false);
            }

            /// <summary>Adds a group of parameters.</summary>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Changes the parameters once.</summary>
            /// <param name="closure">Computes the loss again; optional.</param>
            /// <returns>The closure's loss, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Releases the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing) { }

            /// <summary>Settings per group and state per parameter, in order.</summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                /// <summary>One entry per group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>One entry per parameter.</summary>
                public List<OptimizerState> State { get; } = [];
            }
        }

        /// <summary>Something with a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate in use.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate at the start, from which schedules count.</summary>
            double InitialLearningRate { get; set; }
        }
    }
}
