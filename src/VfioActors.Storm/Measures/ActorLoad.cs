namespace VfioActors.Storm.Measures;

/// <summary>How much one actor had to do.</summary>
/// <param name="Actor">Its name.</param>
/// <param name="Messages">Messages, timers and answers that it handled.</param>
public sealed record ActorLoad(string Actor, long Messages);
