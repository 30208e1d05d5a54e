using System.Runtime.ExceptionServices;

namespace VfioActors.Cli.Outputs;

/// <summary>Work on a thread of its own, so that whoever waits can be told how far it is, and can leave.</summary>
internal static class Aside
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// So many looks long work may take to end by itself when it is to be left: five seconds, of which a machine that
    /// stands still takes one look. Mostly it ends at once; who asks a second time does not wait for it.
    /// </summary>
    private const int GraceLooks = 25;

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
            for (var time = 0; time < GraceLooks; time++)
            {
                if (done.Wait(LookEvery, CancellationToken.None)) { return true; }
            }

            return false;
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
