using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Plugins;

/// <summary>Makes plugin folders with real assemblies, good and bad.</summary>
internal sealed class PluginFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>A folder with a manifest; <paramref name="changes"/> replace its members, null removes one.</summary>
    public string Add(string id, params (string Name, object? Value)[] changes)
    {
        var members = new Dictionary<string, object?>
        {
            ["id"] = id, ["version"] = "1.2.3", ["contract"] = "2.0", ["assembly"] = $"{id}.dll", ["description"] = $"The plugin {id}.",
        };
        foreach (var (name, value) in changes) members[name] = value;
        foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToList()) members.Remove(name);
        return AddText(id, JsonSerializer.Serialize(members));
    }

    /// <summary>A folder with a manifest of any text.</summary>
    public string AddText(string folder, string manifest)
    {
        var path = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        File.WriteAllText(System.IO.Path.Combine(path, "plugin.json"), manifest);
        return path;
    }

    /// <summary>An assembly whose public classes implement <see cref="IPlugin"/>.</summary>
    /// <param name="folder">Where the assembly is to lie.</param>
    /// <param name="name">Its name without extension.</param>
    /// <param name="register">Writes the body of <see cref="IPlugin.Register"/>; argument 1 is the registry.</param>
    /// <param name="classes">How many such classes.</param>
    public static void Compile(string folder, string name, Action<ILGenerator> register, int classes = 1)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(name);
        for (var i = 0; i < classes; i++)
        {
            var type = module.DefineType($"Plugin{i}", TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(IPlugin)]);
            type.DefineDefaultConstructor(MethodAttributes.Public);
            var method = type.DefineMethod(nameof(IPlugin.Register), MethodAttributes.Public | MethodAttributes.Virtual, typeof(void), [typeof(IPluginRegistry)]);
            register(method.GetILGenerator());
            type.CreateType();
        }
        assembly.Save(System.IO.Path.Combine(folder, $"{name}.dll"));
    }

    public static void DoNothing(ILGenerator il) => il.Emit(OpCodes.Ret);

    public static Action<ILGenerator> Throw(string message) => il =>
    {
        il.Emit(OpCodes.Ldstr, message);
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    };

    /// <summary>Copies the folder of a plugin of ours as the build made it.</summary>
    public void AddBuilt(Type plugin, string folder)
    {
        var target = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        var assembly = plugin.Assembly.GetName().Name!;
        File.Copy(plugin.Assembly.Location, System.IO.Path.Combine(target, $"{assembly}.dll"));
        File.Copy(System.IO.Path.Combine(Repository.Root, "plugins", assembly, "plugin.json"), System.IO.Path.Combine(target, "plugin.json"));
    }

    public void Dispose() => _folder.Dispose();
}
