using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// A thread on which actors are run, so that whoever waits for it can go on when one of them spins: .NET has no way to
/// end a thread that does.
/// </summary>
internal static class ControlThread
{
    /// <summary>Does some work, and gives what it gives and throws what it throws.</summary>
    /// <param name="spinning">Ends when an actor spins, with who does.</param>
    /// <exception cref="UncontrolledException">An actor spins. Its thread goes on until the program ends.</exception>
    internal static T Run<T>(Func<T> work, Task<string> spinning)
    {
        _ = UncaughtFailures.AreHeard;
        TaskCompletionSource<T> done = new();
        Thread thread = new(() => Do(work, done)) { IsBackground = true, Name = "controlled actors" };
        thread.Start();
        _ = Task.WaitAny(done.Task, spinning);
        return done.Task.IsCompleted
            ? done.Task.GetAwaiter().GetResult()
            : throw new UncontrolledException([spinning.Result]);
    }

    private static void Do<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
#pragma warning disable CA1031 // Thrown again where the work was asked for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            done.SetException(failure);
        }
    }
}
