namespace VfioActors.Races.Litmus;

/// <summary>A thread of a litmus file.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Parameters">The text between its parentheses.</param>
/// <param name="Body">Where the braces of its body stand.</param>
internal sealed record LitmusThread(int Number, int Start, string Parameters, (int Open, int Close) Body);
