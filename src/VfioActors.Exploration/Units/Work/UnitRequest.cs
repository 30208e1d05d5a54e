namespace VfioActors.Exploration.Units.Work;

/// <summary>A worker asks for something to do.</summary>
/// <param name="Session">Which worker.</param>
/// <param name="GoesOn">Whether it may have something left of what it was given.</param>
/// <param name="IsToLeave">Whether it is to leave that to others, since somebody has nothing to do.</param>
/// <param name="Number">The number of the unit that it is given.</param>
/// <param name="Size">How much it is to do at most.</param>
internal readonly record struct UnitRequest(int Session, bool GoesOn, bool IsToLeave, long Number, long Size);
