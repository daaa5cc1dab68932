namespace LossGen.Generator.Problems;

internal enum Severity { Info, Warning, Error }

/// <summary>A row of the problem table: one kind of mistake, with the one sentence that says what would be right.</summary>
/// <param name="Id">LOSSnnnn; 01xx declaration, 02xx syntax, 03xx binding, 04xx numerics, 09xx internal. Never reused.</param>
/// <param name="Title">What kind of mistake, in a few words.</param>
/// <param name="Message">The sentence, with {0}, {1}, … for the arguments.</param>
internal sealed record ProblemKind(string Id, Severity Severity, string Title, string Message);
