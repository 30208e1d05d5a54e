namespace VfioActors.Cli.Terminals;

/// <summary>What the program says to the shell.</summary>
public static class ExitCode
{
    /// <summary>Everything was tried and nothing is broken, or there was nothing to judge and it is done.</summary>
    public const int Held = 0;

    /// <summary>A property is broken.</summary>
    public const int Broken = 1;

    /// <summary>A budget or the memory ran out, or somebody ended it, before either was known.</summary>
    public const int Inconclusive = 2;

    /// <summary>What was asked makes no sense: a flag, a name, a file.</summary>
    public const int Usage = 64;

    /// <summary>The program itself is wrong.</summary>
    public const int Internal = 70;
}
