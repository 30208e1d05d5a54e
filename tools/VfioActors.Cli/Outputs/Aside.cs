using System.Runtime.ExceptionServices;

namespace VfioActors.Cli.Outputs;

/// <summary>Work on a thread of its own, so that whoever waits can be told how far it is, and can leave.</summary>
internal static class Aside
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How long work may take to end by itself when it is to be left.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Works. What the work throws is thrown here.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="look">Done now and then while it goes on.</param>
    /// <param name="cancellation">Leaves the work where it is: it ends with the program.</param>
    /// <returns>Whether it was done to its end.</returns>
    public static bool Run(Action work, Action look, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? thrown = null;
        ManualResetEventSlim done = new();
        Thread thread = new(() =>
        {
            thrown = Caught(work);
            done.Set();
        })
        {
            IsBackground = true,
        };
        thread.Start();
        var isDone = Wait(done, look, cancellation);
        if (isDone) { thrown?.Throw(); }
        return isDone;
    }

    private static bool Wait(ManualResetEventSlim done, Action look, CancellationToken cancellation)
    {
        try
        {
            while (!done.Wait(LookEvery, cancellation)) { look(); }
            return true;
        }
        catch (OperationCanceledException)
        {
            return done.Wait(Grace, CancellationToken.None);
        }
    }

    private static ExceptionDispatchInfo? Caught(Action work)
    {
        try
        {
            work();
            return null;
        }
#pragma warning disable CA1031 // Thrown again on the thread that waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }
}
