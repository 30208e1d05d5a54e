namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// That an actor is suspended since its parent failed. On several threads it may handle before that what its parent
/// sent it, or had others send it, in the step that failed.
/// </summary>
/// <param name="suspend">Has Akka.NET do so.</param>
internal sealed class Suspension(Action suspend)
{
    private bool _isDone;

    /// <summary>Does it, if that was not done before.</summary>
    internal void Do()
    {
        if (_isDone) { return; }
        _isDone = true;
        suspend();
    }
}
