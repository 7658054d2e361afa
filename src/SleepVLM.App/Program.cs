using System.CommandLine;
using SleepVLM.App;

return await CommandLine.RunAsync(args);
