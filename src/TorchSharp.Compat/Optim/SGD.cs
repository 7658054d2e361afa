using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum where set.</summary>
public class SGD : OptimizerHelper
{
    private readonly Options _defaults;

    /// <summary>One group of parameters.</summary>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Several groups; what a group does not set comes from the other arguments.</summary>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (momentum < 0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        if (nesterov && (momentum == 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        _defaults = new Options
        {
            LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening,
            weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
        };
        foreach (var group in parameters) add_param_group(group);
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        param_group.Options ??= new Options();
        ((Options)param_group.Options).FillFrom(_defaults);
        Add(param_group, _ => new State());
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => Stepped<Modules.ParamGroup>(Update, closure);

    private void Update(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            if (options.maximize == true) gradient = gradient.neg();
            if (options.weight_decay!.Value != 0) gradient = gradient.add(parameter, options.weight_decay.Value);
            if (options.momentum!.Value != 0) gradient = WithMomentum(gradient, (State)States[parameter], options);
            parameter.add_(gradient, -options.LearningRate!.Value);
        }
    }

    private static Tensor WithMomentum(Tensor gradient, State state, Options options)
    {
        var momentum = options.momentum!.Value;
        if (state.momentum_buffer is null) state.momentum_buffer = gradient.detach().clone().DetachFromDisposeScope();
        else state.momentum_buffer.mul_(momentum).add_(gradient, 1 - options.dampening!.Value);
        return options.nesterov == true ? gradient.add(state.momentum_buffer, momentum) : state.momentum_buffer;
    }

    /// <summary>Settings of a group.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>How much of the last direction is kept.</summary>
        public double? momentum;

        /// <summary>How much of the new gradient is left out of the direction.</summary>
        public double? dampening;

        /// <summary>Weight decay.</summary>
        public double? weight_decay;

        /// <summary>Look ahead along the direction.</summary>
        public bool? nesterov;

        /// <summary>Climb instead of descend.</summary>
        public bool? maximize;

        internal void FillFrom(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            if (InitialLearningRate == 0) InitialLearningRate = LearningRate!.Value;
            momentum ??= defaults.momentum;
            dampening ??= defaults.dampening;
            weight_decay ??= defaults.weight_decay;
            nesterov ??= defaults.nesterov;
            maximize ??= defaults.maximize;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (momentum, dampening, weight_decay, nesterov, maximize) =
                (other.momentum, other.dampening, other.weight_decay, other.nesterov, other.maximize);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            (momentum, dampening, weight_decay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            (nesterov, maximize) = (reader.ReadBoolean(), reader.ReadBoolean());
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            foreach (var value in (double?[])[momentum, dampening, weight_decay]) writer.Write(value!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
        }
    }

    /// <summary>What is kept for one parameter.</summary>
    public class State : OptimizerState, IDisposable
    {
        internal State() { }

        /// <summary>The last direction; null before the first step, or without momentum.</summary>
        public Tensor? momentum_buffer;

        /// <inheritdoc/>
        public override void to(Device device) => momentum_buffer = momentum_buffer?.to(device, disposeAfter: true).DetachFromDisposeScope();

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Replace(((State)source).momentum_buffer?.clone());

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => Replace(reader.ReadBoolean() ? TensorExtensionMethods.Load(reader) : null);

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(momentum_buffer is not null);
            momentum_buffer?.Save(writer);
        }

        /// <summary>Releases the tensor.</summary>
        public void Dispose()
        {
            momentum_buffer?.Dispose();
            GC.SuppressFinalize(this);
        }

        private void Replace(Tensor? buffer)
        {
            momentum_buffer?.Dispose();
            momentum_buffer = buffer?.DetachFromDisposeScope();
        }
    }

    /// <summary>Parameters that share settings.</summary>
    public class ParamGroup : ParamGroup<Options>
    {
        /// <summary>An empty group.</summary>
        public ParamGroup() { }

        /// <summary>These parameters with these settings.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        /// <summary>These parameters with these settings.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
        }
    }
}
