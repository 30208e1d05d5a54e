namespace VfioActors.Hosting.Configurations;

/// <summary>What an application says of its actors makes no sense: nothing was started.</summary>
public sealed class VfioActorsConfigurationException : Exception
{
    internal VfioActorsConfigurationException(IReadOnlyList<string> mistakes)
        : base(string.Join(Environment.NewLine, mistakes)) => Mistakes = mistakes;

    /// <summary>The mistakes, all of them, each as one line: where, what is wrong, what is accepted.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
