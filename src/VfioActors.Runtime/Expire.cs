namespace VfioActors.Runtime;

/// <summary>Tells an actor to let its earliest timer fire before its time.</summary>
internal sealed class Expire
{
    private Expire()
    {
    }

    internal static Expire Instance { get; } = new();
}
