namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>A message on its way.</summary>
/// <param name="Message">Its number in the <see cref="MessageTable"/>.</param>
/// <param name="Cause">The step that sent it.</param>
/// <param name="Amount">
/// A message's place in the order of sending, a timer's deadline, or a choice's number of options, with the first of
/// them in the upper half.
/// </param>
internal readonly record struct Pending(int Message, int Cause, long Amount);
