using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay.</summary>
public class AdamW : OptimizerHelper
{
    private readonly Adam.Options _defaults;

    /// <summary>One group of parameters.</summary>
    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Several groups; what a group does not set comes from the other arguments.</summary>
    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        _defaults = new Options
        {
            LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
            weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize,
        };
        _defaults.CheckRanges();
        foreach (var group in parameters) add_param_group(group);
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        param_group.Options ??= new Options();
        var options = (Adam.Options)param_group.Options;
        options.FillFrom(_defaults);
        options.CheckRanges();
        Add(param_group, parameter => new State(parameter, options.amsgrad == true));
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) =>
        Stepped<Modules.ParamGroup>(group => AdamStep.Run(group, parameter => (Adam.State)States[parameter], decoupled: true), closure);

    /// <summary>Settings of a group.</summary>
    public class Options : Adam.Options;

    /// <summary>What is kept for one parameter.</summary>
    public class State : Adam.State
    {
        internal State(Parameter parameter, bool amsgrad) : base(parameter, amsgrad) { }
    }

    /// <summary>Parameters that share settings.</summary>
    public class ParamGroup : ParamGroup<Options>
    {
        /// <summary>An empty group.</summary>
        public ParamGroup() { }

        /// <summary>These parameters with these settings.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        /// <summary>These parameters with these settings.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }
    }
}
