using System.Reflection;

namespace LossGen.Formulas.Tests.Running;

/// <summary>
/// The widest lane that the losses of a batch may take. Their code asks the hardware; here the question goes to a number of the
/// calling thread, so that every lane runs in one process.
/// </summary>
internal sealed class Widths(Assembly assembly)
{
    /// <summary>The file that is compiled beside the losses.</summary>
    public const string Source = """
        namespace Drawn
        {
            public static class Widths
            {
                [global::System.ThreadStatic]
                private static int s_most;

                public static void Set(int most) => s_most = most;

                public static bool Has(int bits) => bits <= s_most;
            }
        }
        """;

    private readonly Action<int> _set = assembly.GetType("Drawn.Widths", throwOnError: true)!.GetMethod("Set")!.CreateDelegate<Action<int>>();

    /// <summary>
    /// Generated code with its question redirected. Its kernels are compiled plainly: that the optimiser is right is the
    /// runtime's affair, and it takes ten times as long.
    /// </summary>
    public static string Redirect(string code)
    {
        string redirected = code;
        foreach (int bits in (int[])[512, 256, 128])
        {
            redirected = redirected.Replace(
                FormattableString.Invariant($"Vector{bits}.IsHardwareAccelerated"), FormattableString.Invariant($"global::Drawn.Widths.Has({bits})"), StringComparison.Ordinal);
        }

        return redirected != code
            ? redirected.Replace("MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization", "MethodImplOptions.NoInlining", StringComparison.Ordinal)
            : throw new InvalidOperationException("The generated code asks for the hardware in other words than these.");
    }

    public void Set(int most) => _set(most);
}
