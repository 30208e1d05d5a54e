namespace VfioActors.Architecture.Tests.Sources;

/// <summary>One place where a rule of the house is broken.</summary>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
public sealed record Offence(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
