namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// What its parent has an actor do: stop, or be suspended, go on or be made anew when somebody failed. On several
/// threads the actor may handle before that what it was sent meanwhile, as by its parent in the step that failed.
/// </summary>
/// <param name="follow">Has Akka.NET do so.</param>
internal sealed class Instruction(Action follow)
{
    /// <summary>Whether it was done.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>Does it, once.</summary>
    internal void Follow()
    {
        IsDone = true;
        follow();
    }
}
