namespace VfioActors.Remote.Links;

/// <summary>It is time to look whether a lost node is there again.</summary>
internal sealed class TryAgain
{
    private TryAgain()
    {
    }

    internal static TryAgain Instance { get; } = new();
}
