using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural network modules, their functional forms, initialisers and helpers.</summary>
    public static partial class nn
    {
        /// <summary>Base of all modules: a tree of named submodules, parameters and buffers.</summary>
        /// <remarks>Derived constructors assign fields and then call <see cref="RegisterComponents"/>.</remarks>
        public partial class Module : IDisposable
        {
            /// <summary>The module's name, for debugging.</summary>
            protected string name;

            /// <summary>Submodules in the order of registration.</summary>
            protected OrderedDict<string, Module> _internal_submodules = [];

            /// <summary>Buffers, and whether each belongs to the saved state.</summary>
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];

            /// <summary>Parameters in the order of registration.</summary>
            protected OrderedDict<string, Parameter> _internal_params = [];

            private bool _componentsRegistered;
            private bool _training = true;

            /// <summary>A module of that name (for debugging).</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module behaves as in training (dropout, batch statistics).</summary>
            public virtual bool training => _training;

            /// <summary>The name given to the constructor.</summary>
            public virtual string GetName() => name;

            /// <summary>Switches the module and all below it to training.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            /// <summary>Switches the module and all below it to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls a function on every module below this one, then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in named_children()) module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops (or zeroes) the gradients of all parameters.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters()) GradientReset.Apply(parameter, set_to_none);
            }

            /// <summary>Names the buffer; a persistent one belongs to the saved state.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (!_internal_buffers.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
                tensor.DetachFromDisposeScope();
            }

            /// <summary>Names the parameter.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (!_internal_params.TryAdd(name, param)) throw new InvalidOperationException($"Parameter {name} is already registered.");
                param.DetachFromDisposeScope();
            }

            /// <summary>Names the submodule; null takes the name away.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"module name can't be empty or contain \".\", got: {name}");
                if (!_internal_submodules.TryAdd(name, submodule)) throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
            }

            /// <inheritdoc cref="register_module"/>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Names every field that holds a module, parameter or tensor, by <see cref="ComponentNameAttribute"/> or the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered) return;
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    var component = field.ComponentName();
                    if (_internal_submodules.ContainsKey(component) || _internal_params.ContainsKey(component) || _internal_buffers.ContainsKey(component))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }
                _componentsRegistered = true;
            }

            /// <summary>Replaces, adds or (null) removes a parameter.</summary>
            protected void ConditionallyRegisterParameter(string name, Tensor? value)
            {
                if (value is null)
                {
                    _internal_params.Remove(name);
                    return;
                }
                var parameter = value as Parameter ?? new Parameter(value, requires_grad: true);
                _internal_params[name] = parameter;
                parameter.DetachFromDisposeScope();
            }

            /// <summary>Replaces, adds or (null) removes a buffer.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _internal_buffers.Remove(name);
                    return;
                }
                _internal_buffers[name] = (value, persistent);
                value.DetachFromDisposeScope();
            }

            /// <summary>Disposes the parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in _internal_params) parameter.DetachFromDisposeScope().Dispose();
                foreach (var (_, module) in _internal_submodules) module.Dispose();
            }
        }
    }
}
