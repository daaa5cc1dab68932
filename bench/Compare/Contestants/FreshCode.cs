using System.Reflection;
using System.Runtime.Loader;

namespace LossGen.Bench.Contestants;

/// <summary>
/// The assemblies of the managed contestants, loaded once more: methods that nobody has called yet, so that the JIT compiles them by
/// what one contest shows it. It compiles a method twice, the second time for the lengths that it has seen, and never again: a chain
/// that was warmed by 15 elements took up to three times as long over a million as one that was warmed by a million.
/// </summary>
internal sealed class FreshCode : AssemblyLoadContext
{
    private static readonly string[] s_fresh = ["LossGen.Bench", "LossGen.Definitions", "LossGen.Runtime", "System.Numerics.Tensors"];

    /// <summary>An assembly that exists in memory alone.</summary>
    public Assembly Load(byte[] image)
    {
        using var stream = new MemoryStream(image);
        return LoadFromStream(stream);
    }

    /// <summary>What a type is called in here as well as elsewhere, but shares no code with it.</summary>
    public Type Of(Type type) => LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!, throwOnError: true)!;

    protected override Assembly? Load(AssemblyName name)
        => s_fresh.Contains(name.Name) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll")) : null;
}
