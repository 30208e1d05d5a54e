namespace VfioActors.Cli.Tests.Explorations;

/// <summary>A clock by which every time is over as soon as it is asked for.</summary>
internal sealed class EndedClock : TimeProvider
{
    private readonly List<TimeSpan> _asked = [];

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<TimeSpan> Asked => _asked;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _asked.Add(dueTime);
        callback(state);
        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
