using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>The addresses of pinned <see cref="Arrays"/>: what other threads can be told.</summary>
[InlineArray(Arrays.Capacity)]
internal struct Starts
{
    private nint _first;
}
