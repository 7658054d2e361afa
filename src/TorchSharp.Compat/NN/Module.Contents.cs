using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Submodules directly below, with names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>Submodules directly below.</summary>
            public virtual IEnumerable<Module> children() => _internal_submodules.Values;

            /// <summary>All submodules below, with dotted names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in _internal_submodules) yield return child;
                foreach (var (name, child) in _internal_submodules)
                    foreach (var (below, module) in child.named_modules())
                        yield return ($"{name}.{below}", module);
            }

            /// <summary>All submodules below.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Parameters with dotted names; a shared one appears once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, parameter) in _internal_params)
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle)) yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (name, child) in _internal_submodules)
                    foreach (var (below, parameter) in child.named_parameters())
                        if (seen.Add(parameter.Handle)) yield return ($"{name}.{below}", parameter);
            }

            /// <summary>Parameters; a shared one appears once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Buffers with dotted names.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, (buffer, persistent)) in _internal_buffers)
                    if (!buffer.IsInvalid && (persistent || include_nonpersistent) && seen.Add(buffer.Handle)) yield return (name, buffer);
                if (!recurse) yield break;
                foreach (var (name, child) in _internal_submodules)
                    foreach (var (below, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.Handle)) yield return ($"{name}.{below}", buffer);
            }

            /// <summary>Buffers.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>Whether a dotted name leads to a parameter.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether a dotted name leads to a buffer.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter that a dotted name leads to, or null.</summary>
            public virtual Parameter? get_parameter(string target)
            {
                if (_internal_params.TryGetValue(target, out var parameter)) return parameter;
                var (child, rest) = Below(target);
                return child?.get_parameter(rest);
            }

            /// <summary>The buffer that a dotted name leads to, or null.</summary>
            public virtual Tensor? get_buffer(string target)
            {
                if (_internal_buffers.TryGetValue(target, out var buffer)) return buffer.Item1;
                var (child, rest) = Below(target);
                return child?.get_buffer(rest);
            }

            /// <summary>Parameters and persistent buffers by dotted name; shared ones under each of their names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(Joined(prefix, name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Joined(prefix, name), buffer);
                foreach (var (name, child) in _internal_submodules) child.state_dict(destination, Joined(prefix, name));
                return destination;
            }

            /// <summary>Copies a saved state into the module.</summary>
            /// <param name="source">Tensors by dotted name.</param>
            /// <param name="strict">Refuse names that only one side has.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>The names missing from the source, and those that the module does not know.</returns>
            /// <exception cref="InvalidOperationException">The names differ and <paramref name="strict"/> is set.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                var ignored = new HashSet<string>(skip ?? []);
                List<string> missing = [.. destination.Keys.Where(key => !ignored.Contains(key) && !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !ignored.Contains(key) && !destination.ContainsKey(key))];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        "The loaded state_dict is not identical to the target dictionary."
                        + $" Missing: {string.Join(", ", missing)}. Unexpected: {string.Join(", ", unexpected)}.");
                using var unrecorded = no_grad();
                foreach (var (key, tensor) in source)
                    if (!ignored.Contains(key) && destination.TryGetValue(key, out var target)) target.copy_(tensor);
                return (missing, unexpected);
            }

            private (Module? Child, string Name) Below(string target)
            {
                var dot = target.IndexOf('.');
                if (dot < 0) return (null, "");
                return (_internal_submodules.TryGetValue(target[..dot], out var child) ? child : null, target[(dot + 1)..]);
            }

            private static string Joined(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
        }
    }
}
