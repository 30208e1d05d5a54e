namespace VfioActors.Runtime;

/// <summary>Tells an actor that the time of its earliest timer has come.</summary>
internal sealed class TimerDue
{
    private TimerDue()
    {
    }

    internal static TimerDue Instance { get; } = new();
}
