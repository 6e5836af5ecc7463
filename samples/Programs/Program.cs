using Programs;

LogisticRegression.Run();
OptionBook.Run();
CameraCalibration.Run();
Simulation.Run();
GenericMath.Run();
NewtonsMethod.Run();
UsingALibrary.Run();
